import { and, eq, sql } from "drizzle-orm";
import { duty } from "#drizzle/schema/duty.ts";
import type { Queries } from "#platform/database/db.ts";

/**
 * Takes or keeps a duty. Gives null where another process has it; else how many milliseconds ago it was last done. It is
 * read first, without a lock: processes that look at the duty of another one wait for nothing and write nothing.
 *
 * @param tx no transaction is needed: the one write is guarded by what was read.
 */
export async function takeDuty(
  tx: Queries,
  name: string,
  holder: string,
  holdMs: number,
): Promise<number | null> {
  const found = (await readDuty(tx, name, holdMs)) ?? (await addDuty(tx, name, holder, holdMs));
  if (found === undefined || (found.holder !== holder && !found.isFree)) return null;
  const [taken] = await tx
    .update(duty)
    .set({ holder, leaseUntil: sql`now(3) + interval ${holdMs * 1_000} microsecond`, doneAt: sql`now(3)` })
    // Of two processes that saw it free, one takes it.
    .where(and(eq(duty.name, name), eq(duty.holder, found.holder), eq(duty.doneAt, found.doneAt)));
  return taken.affectedRows === 1 ? found.gapMs : null;
}

/** A lease that is over twice as long as one can be is from before the clock was set back: whoever has died since keeps nothing by it. */
async function readDuty(tx: Queries, name: string, holdMs: number) {
  const rows = await tx
    .select({
      holder: duty.holder,
      doneAt: duty.doneAt,
      isFree:
        sql`lease_until <= now(3) or lease_until > now(3) + interval ${2 * holdMs * 1_000} microsecond`.mapWith(
          Boolean,
        ),
      gapMs: sql`timestampdiff(microsecond, done_at, now(3)) / 1000`.mapWith(Number),
    })
    .from(duty)
    .where(eq(duty.name, name));
  return rows[0];
}

/** Only at the first start on a database: an INSERT that finds the row locks it, and two of them can deadlock. */
async function addDuty(tx: Queries, name: string, holder: string, holdMs: number) {
  const now = sql`now(3)`;
  await tx.insert(duty).ignore().values({ name, holder, leaseUntil: now, doneAt: now });
  return readDuty(tx, name, holdMs);
}
