import { type SQL, sql } from "drizzle-orm";
import type { ResultSetHeader } from "mysql2";
import type { Queries } from "#platform/database/db.ts";

/** A statement that only writes, made by a repo and carried out together with others. */
export type Write = {
  readonly statement: SQL;
  /** How many rows it must have matched: others mean that somebody wrote without the pipeline's lock. */
  readonly matches?: number;
};

/** With more statements than this the trips cost little beside the rest, and one packet must not grow without bound. */
const MAX_TOGETHER = 12;

/**
 * Carries out writes in order, in one trip to the database where they are few: beside the scripts that use the same
 * processors a trip costs 0.1 to 0.4 ms, and a settlement has five of them. See docs/decisions/030-speed.md.
 *
 * @throws Error where one of them did not match the rows it must.
 */
export async function writeTogether(tx: Queries, writes: readonly Write[]): Promise<void> {
  const trips = writes.length > MAX_TOGETHER ? writes.map((write) => [write]) : [writes];
  for (const trip of trips) {
    if (trip.length === 0) continue;
    const statements = trip.map(({ statement }) => statement);
    const [answer] = (await tx.execute(sql.join(statements, sql`; `))) as unknown as [
      ResultSetHeader | ResultSetHeader[],
    ];
    const results = Array.isArray(answer) ? answer : [answer];
    for (const [place, { matches }] of trip.entries()) {
      const met = results[place]?.affectedRows;
      // mysql2 counts the rows that matched, not those that changed.
      if (matches !== undefined && met !== matches)
        throw new Error(`Of ${matches} rows only ${met ?? "none"} were as they had been read.`);
    }
  }
}
