import { and, eq, gt, lt, sql } from "drizzle-orm";
import { knownDevice } from "#drizzle/schema/people/people.ts";
import type { Queries } from "#platform/database/db.ts";

/** Notes that a person has signed in with this browser. */
export async function putKnownDevice(
  tx: Queries,
  digest: Buffer,
  personId: number,
  lifeMs: number,
): Promise<void> {
  const row = { personId, expiresAt: sql`now(3) + interval ${lifeMs * 1_000} microsecond` };
  await tx
    .insert(knownDevice)
    .values({ digest, ...row })
    .onDuplicateKeyUpdate({ set: row });
}

/** True where this person has signed in with this browser. */
export async function isKnownDevice(tx: Queries, digest: Buffer, personId: number): Promise<boolean> {
  const rows = await tx
    .select({ personId: knownDevice.personId })
    .from(knownDevice)
    .where(
      and(
        eq(knownDevice.digest, digest),
        eq(knownDevice.personId, personId),
        gt(knownDevice.expiresAt, sql`now(3)`),
      ),
    );
  return rows.length === 1;
}

/** Deletes browsers that were not used for long, so many at most. Gives how many. */
export async function deleteOldDevices(tx: Queries, max: number): Promise<number> {
  const [result] = await tx.delete(knownDevice).where(lt(knownDevice.expiresAt, sql`now(3)`)).limit(max);
  return result.affectedRows;
}
