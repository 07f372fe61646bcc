import { sql } from "drizzle-orm";
import type { Queries } from "#platform/database/db.ts";

/** The cheapest query that shows that a server answers. */
export async function selectOne(tx: Queries): Promise<void> {
  await tx.execute(sql`select 1`);
}
