import { and, eq, lt, sql } from "drizzle-orm";
import { passkeyChallenge } from "#drizzle/schema/people/passkey.ts";
import type { Queries } from "#platform/database/db.ts";

export type PasskeyChallengeRow = typeof passkeyChallenge.$inferSelect;
export type PasskeyPurpose = PasskeyChallengeRow["purpose"];

/** Stores the challenge that a browser was given. */
export async function insertPasskeyChallenge(
  tx: Queries,
  row: Omit<PasskeyChallengeRow, "expiresAt">,
  lifeMs: number,
): Promise<void> {
  const expiresAt = sql`now(3) + interval ${lifeMs * 1_000} microsecond`;
  await tx.insert(passkeyChallenge).values({ ...row, expiresAt });
}

/**
 * Uses up the challenge that a browser was given, in a transaction. Gives null where it is over, was used, or was given
 * to another browser. Of two at the same time one gets it.
 */
export async function takePasskeyChallenge(
  tx: Queries,
  { digest, browserDigest }: Pick<PasskeyChallengeRow, "digest" | "browserDigest">,
): Promise<PasskeyChallengeRow | null> {
  const isThis = and(eq(passkeyChallenge.digest, digest), eq(passkeyChallenge.browserDigest, browserDigest));
  const rows = await tx
    .select({ row: passkeyChallenge, isOver: sql<number>`${passkeyChallenge.expiresAt} <= now(3)` })
    .from(passkeyChallenge)
    .where(isThis)
    .for("update");
  const [found] = rows;
  if (found === undefined) return null;
  await tx.delete(passkeyChallenge).where(isThis);
  return found.isOver === 1 ? null : found.row;
}

/** Deletes challenges that nobody answered in time, so many at most. Gives how many. */
export async function deleteOldPasskeyChallenges(tx: Queries, max: number): Promise<number> {
  const [result] = await tx
    .delete(passkeyChallenge)
    .where(lt(passkeyChallenge.expiresAt, sql`now(3)`))
    .limit(max);
  return result.affectedRows;
}
