import { and, eq, gt, lt, sql } from "drizzle-orm";
import { deviceSignIn } from "#drizzle/schema/people/device-sign-in.ts";
import type { Queries } from "#platform/database/db.ts";

export type DeviceSignInRow = typeof deviceSignIn.$inferSelect;

const isAlive = gt(deviceSignIn.expiresAt, sql`now(3)`);

/** @throws a duplicate key where another one has this code. */
export async function insertDeviceSignIn(
  tx: Queries,
  row: Pick<DeviceSignInRow, "digest" | "codeDigest" | "host" | "acts" | "address">,
  lifeMs: number,
): Promise<void> {
  const now = sql`now(3)`;
  const expiresAt = sql`now(3) + interval ${lifeMs * 1_000} microsecond`;
  await tx
    .insert(deviceSignIn)
    .values({ ...row, state: "waiting", days: 0, createdAt: now, polledAt: now, expiresAt });
}

/** The one of this code that waits for a decision; null where there is none. */
export async function findWaitingDevice(tx: Queries, codeDigest: Buffer): Promise<DeviceSignInRow | null> {
  const rows = await tx
    .select()
    .from(deviceSignIn)
    .where(and(eq(deviceSignIn.codeDigest, codeDigest), eq(deviceSignIn.state, "waiting"), isAlive));
  return rows[0] ?? null;
}

/** Writes what a person decided. Gives false where it was decided before, or is over. */
export async function decideDevice(
  tx: Queries,
  codeDigest: Buffer,
  decision: Pick<DeviceSignInRow, "state" | "acts" | "days" | "folderId" | "personId">,
): Promise<boolean> {
  const [result] = await tx
    .update(deviceSignIn)
    .set(decision)
    .where(and(eq(deviceSignIn.codeDigest, codeDigest), eq(deviceSignIn.state, "waiting"), isAlive));
  return result.affectedRows === 1;
}

/**
 * What became of one, by the token that it asks with; null where it is over. Its row is locked, and the question noted.
 * `isSoon`: it asked less than `withinMs` ago.
 */
export async function pollDevice(
  tx: Queries,
  digest: Buffer,
  withinMs: number,
): Promise<(DeviceSignInRow & { readonly isSoon: boolean }) | null> {
  const rows = await tx
    .select({
      row: deviceSignIn,
      isSoon: sql<number>`${deviceSignIn.polledAt} > now(3) - interval ${withinMs * 1_000} microsecond`,
    })
    .from(deviceSignIn)
    .where(and(eq(deviceSignIn.digest, digest), isAlive))
    .for("update");
  const [found] = rows;
  if (found === undefined) return null;
  await tx.update(deviceSignIn).set({ polledAt: sql`now(3)` }).where(eq(deviceSignIn.digest, digest));
  return { ...found.row, isSoon: Number(found.isSoon) === 1 };
}

export async function deleteDevice(tx: Queries, digest: Buffer): Promise<void> {
  await tx.delete(deviceSignIn).where(eq(deviceSignIn.digest, digest));
}

/** Deletes those that are over, so many at most. Gives how many. */
export async function deleteOldDeviceSignIns(tx: Queries, max: number): Promise<number> {
  const [result] = await tx.delete(deviceSignIn).where(lt(deviceSignIn.expiresAt, sql`now(3)`)).limit(max);
  return result.affectedRows;
}
