import { and, count, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { authenticator, recoveryCode } from "#drizzle/schema/people/second-factor.ts";
import type { Queries } from "#platform/database/db.ts";

export type AuthenticatorRow = typeof authenticator.$inferSelect;

/**
 * Stores the secret of an authenticator app that is being set up. One that was not confirmed is replaced.
 *
 * @throws a duplicate key where there is a confirmed one.
 */
export async function insertAuthenticator(tx: Queries, personId: number, secret: Buffer): Promise<void> {
  await tx
    .delete(authenticator)
    .where(and(eq(authenticator.personId, personId), isNull(authenticator.confirmedAt)));
  await tx.insert(authenticator).values({ personId, secret, lastStep: 0, createdAt: sql`now(3)` });
}

/** The authenticator of a person, confirmed or not, and the database's time. Its row is locked. */
export async function findAuthenticator(
  tx: Queries,
  personId: number,
): Promise<(AuthenticatorRow & { readonly nowMs: number }) | null> {
  const rows = await tx
    .select({ row: authenticator, seconds: sql<string>`unix_timestamp(now(3))` })
    .from(authenticator)
    .where(eq(authenticator.personId, personId))
    .for("update");
  const [found] = rows;
  return found === undefined ? null : { ...found.row, nowMs: Math.round(Number(found.seconds) * 1_000) };
}

/** When the authenticator of a person was confirmed; null where they have none. */
export async function findConfirmedAt(tx: Queries, personId: number): Promise<Date | null> {
  const rows = await tx
    .select({ confirmedAt: authenticator.confirmedAt })
    .from(authenticator)
    .where(eq(authenticator.personId, personId));
  return rows[0]?.confirmedAt ?? null;
}

/** The people who have a confirmed authenticator. */
export async function listAuthenticatorPeople(tx: Queries): Promise<number[]> {
  const rows = await tx
    .select({ personId: authenticator.personId })
    .from(authenticator)
    .where(isNotNull(authenticator.confirmedAt));
  return rows.map(({ personId }) => personId);
}

/** Notes that an authenticator has shown its first code. */
export async function confirmAuthenticator(tx: Queries, personId: number, step: number): Promise<void> {
  await tx
    .update(authenticator)
    .set({ confirmedAt: sql`now(3)`, lastStep: step })
    .where(eq(authenticator.personId, personId));
}

/** Notes that the code of this step was used. Gives false where it, or a later one, was used before. */
export async function raiseLastStep(tx: Queries, personId: number, step: number): Promise<boolean> {
  const [result] = await tx
    .update(authenticator)
    .set({ lastStep: step })
    .where(and(eq(authenticator.personId, personId), lt(authenticator.lastStep, step)));
  return result.affectedRows === 1;
}

/** Deletes the authenticator of a person and their recovery codes. Gives false where there was no authenticator. */
export async function deleteSecondFactor(tx: Queries, personId: number): Promise<boolean> {
  await tx.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
  const [result] = await tx.delete(authenticator).where(eq(authenticator.personId, personId));
  return result.affectedRows === 1;
}

/** Gives a person these recovery codes instead of those that they had. */
export async function replaceRecoveryCodes(
  tx: Queries,
  personId: number,
  digests: readonly Buffer[],
): Promise<void> {
  await tx.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
  await tx.insert(recoveryCode).values(digests.map((digest) => ({ personId, digest })));
}

/** Uses up a recovery code. Gives false where the person has no such code. */
export async function deleteRecoveryCode(tx: Queries, personId: number, digest: Buffer): Promise<boolean> {
  const [result] = await tx
    .delete(recoveryCode)
    .where(and(eq(recoveryCode.personId, personId), eq(recoveryCode.digest, digest)));
  return result.affectedRows === 1;
}

/** How many recovery codes a person has left. */
export async function countRecoveryCodes(tx: Queries, personId: number): Promise<number> {
  const rows = await tx
    .select({ count: count() })
    .from(recoveryCode)
    .where(eq(recoveryCode.personId, personId));
  return rows[0]?.count ?? 0;
}
