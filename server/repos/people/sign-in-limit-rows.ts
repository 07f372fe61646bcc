import { and, inArray, lt, sql } from "drizzle-orm";
import { signInLimit } from "#drizzle/schema/people/people.ts";
import type { Queries } from "#platform/database/db.ts";

/**
 * Counts one try for a key, in a transaction. Tries that began longer ago than `withinMs` are forgotten.
 *
 * @returns how many there are now, this one included. Whoever counts at the same time waits, and gets another number.
 */
export async function countTry(tx: Queries, key: Buffer, withinMs: number): Promise<number> {
  const isOld = sql`${signInLimit.since} < now(3) - interval ${withinMs * 1_000} microsecond`;
  await tx
    .insert(signInLimit)
    .values({ key, tries: 1, since: sql`now(3)` })
    .onDuplicateKeyUpdate({
      // In this order: an assignment sees the values that those before it gave.
      set: {
        tries: sql`if(${isOld}, 1, ${signInLimit.tries} + 1)`,
        since: sql`if(${isOld}, now(3), ${signInLimit.since})`,
      },
    });
  const rows = await tx
    .select({ tries: signInLimit.tries })
    .from(signInLimit)
    .where(sql`${signInLimit.key} = ${key}`);
  return rows[0]?.tries ?? 0;
}

/** How often each of these keys was tried within `withinMs`, in their order. Nothing is counted. */
export async function triesOf(tx: Queries, keys: readonly Buffer[], withinMs: number): Promise<number[]> {
  const rows = await tx
    .select({ key: signInLimit.key, tries: signInLimit.tries })
    .from(signInLimit)
    .where(
      and(
        inArray(signInLimit.key, [...keys]),
        sql`${signInLimit.since} >= now(3) - interval ${withinMs * 1_000} microsecond`,
      ),
    );
  return keys.map((key) => rows.find((row) => key.equals(row.key))?.tries ?? 0);
}

/** Forgets the tries of these keys. */
export async function forgetTries(tx: Queries, keys: readonly Buffer[]): Promise<void> {
  if (keys.length > 0) await tx.delete(signInLimit).where(inArray(signInLimit.key, [...keys]));
}

/** Deletes counts that began longer ago than this, so many at most. Gives how many. */
export async function deleteOldTries(tx: Queries, olderThanMs: number, max: number): Promise<number> {
  const isOld = lt(signInLimit.since, sql`now(3) - interval ${olderThanMs * 1_000} microsecond`);
  const [result] = await tx.delete(signInLimit).where(isOld).limit(max);
  return result.affectedRows;
}
