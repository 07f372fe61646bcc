import { sql } from "drizzle-orm";
import { schedule } from "#drizzle/schema/triggers/schedule.ts";
import type { Queries } from "#platform/database/db.ts";

/** The time of the database, in milliseconds since 1970: the only clock that schedules follow. */
export async function databaseNow(tx: Queries): Promise<number> {
  const [row] = await tx
    .select({ now: sql`now(3)`.mapWith(schedule.changedAt) })
    .from(sql`(select 1 as one) as one`);
  if (row === undefined) throw new Error("The database does not say what time it is.");
  return row.now.getTime();
}
