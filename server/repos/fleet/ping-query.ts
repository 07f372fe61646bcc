import { sql } from "drizzle-orm";
import type { Queries } from "#platform/database/db.ts";

/** The cheapest question that a live server answers. */
export async function selectOne(tx: Queries): Promise<void> {
  await tx.execute(sql`select 1`);
}
