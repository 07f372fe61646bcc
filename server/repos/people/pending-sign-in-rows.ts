import { and, eq, gt, lt, sql } from "drizzle-orm";
import { pendingSignIn } from "#drizzle/schema/people/second-factor.ts";
import type { Queries } from "#platform/database/db.ts";
import { msUntil } from "./session-rows.ts";

/**
 * Stores a sign-in that waits for its second factor.
 *
 * @param endsInMs after which the session that follows is over, however it is used; null where it goes on with its use.
 */
export async function insertPendingSignIn(
  tx: Queries,
  row: { readonly digest: Buffer; readonly personId: number },
  lifeMs: number,
  endsInMs: number | null = null,
): Promise<void> {
  const inMs = (ms: number) => sql`now(3) + interval ${ms * 1_000} microsecond`;
  const endsAt = endsInMs === null ? null : inMs(endsInMs);
  await tx.insert(pendingSignIn).values({ ...row, expiresAt: inMs(lifeMs), endsAt });
}

/** A sign-in that waits for its second factor; null where it is over or never began. */
export async function findPendingSignIn(
  tx: Queries,
  digest: Buffer,
): Promise<{ readonly personId: number; readonly endsInMs: number | null } | null> {
  const rows = await tx
    .select({ personId: pendingSignIn.personId, endsInMs: msUntil(pendingSignIn.endsAt) })
    .from(pendingSignIn)
    .where(and(eq(pendingSignIn.digest, digest), gt(pendingSignIn.expiresAt, sql`now(3)`)));
  return rows[0] ?? null;
}

/** Ends a sign-in that waits. Gives false where it ended already. */
export async function deletePendingSignIn(tx: Queries, digest: Buffer): Promise<boolean> {
  const [result] = await tx.delete(pendingSignIn).where(eq(pendingSignIn.digest, digest));
  return result.affectedRows === 1;
}

/** Ends all sign-ins of a person that wait. */
export async function deletePendingSignInsOf(tx: Queries, personId: number): Promise<void> {
  await tx.delete(pendingSignIn).where(eq(pendingSignIn.personId, personId));
}

/** Deletes sign-ins that waited too long, so many at most. Gives how many. */
export async function deleteOldPendingSignIns(tx: Queries, max: number): Promise<number> {
  const [result] = await tx.delete(pendingSignIn).where(lt(pendingSignIn.expiresAt, sql`now(3)`)).limit(max);
  return result.affectedRows;
}
