import { type SQL, sql } from "drizzle-orm";
import type { ResultSetHeader } from "mysql2";
import type { Queries } from "#platform/database/db.ts";

/** A statement that only writes. A repo makes it, and it is carried out together with others. */
export type Write = {
  readonly statement: SQL;
  /** How many rows it must match. Another number means that another process wrote without the pipeline's lock. */
  readonly matches?: number;
  /** About how many characters its values have, where they may be many. */
  readonly length?: number;
};

/**
 * With more statements than this a round trip costs little in comparison, and one packet must not grow without limit.
 */
const MAX_TOGETHER = 12;
/** One round trip is one packet: a character has at most four bytes, and max_allowed_packet is 64 MiB. */
const MAX_TOGETHER_LENGTH = 4 * 1_048_576;

/**
 * Carries out writes in order, in one round trip where they are few. A round trip costs 0.1 to 0.4 ms while scripts use
 * the same cores, and a settlement would have five. See docs/decisions/030-speed.md.
 *
 * @throws Error where a statement did not match the number of rows that it must.
 */
export async function writeTogether(tx: Queries, writes: readonly Write[]): Promise<void> {
  const length = writes.reduce((sum, write) => sum + (write.length ?? 0), 0);
  const isLarge = writes.length > MAX_TOGETHER || length > MAX_TOGETHER_LENGTH;
  const trips = isLarge ? writes.map((write) => [write]) : [writes];
  for (const trip of trips) {
    if (trip.length === 0) continue;
    const statements = trip.map(({ statement }) => statement);
    const [answer] = (await tx.execute(sql.join(statements, sql`; `))) as unknown as [
      ResultSetHeader | ResultSetHeader[],
    ];
    const results = Array.isArray(answer) ? answer : [answer];
    for (const [place, { matches }] of trip.entries()) {
      const met = results[place]?.affectedRows;
      // mysql2 is set to count the matched rows, not the changed ones.
      if (matches !== undefined && met !== matches)
        throw new Error(`Of ${matches} rows only ${met ?? "none"} were as they had been read.`);
    }
  }
}
