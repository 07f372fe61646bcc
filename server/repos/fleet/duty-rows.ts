import { eq, sql } from "drizzle-orm";
import { duty } from "#drizzle/schema/duty.ts";
import type { Queries } from "#platform/database/db.ts";

/**
 * Takes or keeps a duty. Gives null where another process has it; else how many milliseconds ago it was last done.
 */
export async function takeDuty(
  tx: Queries,
  name: string,
  holder: string,
  holdMs: number,
): Promise<number | null> {
  const now = sql`now(3)`;
  await tx.insert(duty).ignore().values({ name, holder, leaseUntil: now, doneAt: now });
  const rows = await tx
    .select({
      holder: duty.holder,
      isFree: sql<number>`lease_until <= now(3)`,
      gapMs: sql<number>`timestampdiff(microsecond, done_at, now(3)) / 1000`.mapWith(Number),
    })
    .from(duty)
    .where(eq(duty.name, name))
    .for("update");
  const [found] = rows;
  if (found === undefined || (found.holder !== holder && Number(found.isFree) === 0)) return null;
  await tx
    .update(duty)
    .set({ holder, leaseUntil: sql`now(3) + interval ${holdMs * 1_000} microsecond`, doneAt: now })
    .where(eq(duty.name, name));
  return found.gapMs;
}
