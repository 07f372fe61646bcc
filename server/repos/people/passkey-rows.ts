import { and, asc, count, eq, lt, or, sql } from "drizzle-orm";
import { passkey } from "#drizzle/schema/people/passkey.ts";
import type { Queries } from "#platform/database/db.ts";

export type PasskeyRow = typeof passkey.$inferSelect;

/** @throws a duplicate key where this passkey is known already. */
export async function insertPasskey(
  tx: Queries,
  row: Omit<PasskeyRow, "id" | "createdAt" | "usedAt">,
): Promise<number> {
  const [result] = await tx.insert(passkey).values({ ...row, createdAt: sql`now(3)` });
  return result.insertId;
}

/** The passkey with this credential id; null where there is none. */
export async function findPasskey(tx: Queries, credentialId: Buffer): Promise<PasskeyRow | null> {
  const rows = await tx.select().from(passkey).where(eq(passkey.credentialId, credentialId));
  return rows[0] ?? null;
}

/** The passkeys of a person, in the order in which they were added. */
export async function listPasskeyRows(tx: Queries, personId: number): Promise<PasskeyRow[]> {
  return tx.select().from(passkey).where(eq(passkey.personId, personId)).orderBy(asc(passkey.id));
}

/** As `listPasskeyRows`: nobody else adds or removes one of them until the transaction ends. */
export async function lockPasskeys(tx: Queries, personId: number): Promise<PasskeyRow[]> {
  return tx
    .select()
    .from(passkey)
    .where(eq(passkey.personId, personId))
    .orderBy(asc(passkey.id))
    .for("update");
}

/** How many passkeys each person has who has any. */
export async function countPasskeys(tx: Queries): Promise<ReadonlyMap<number, number>> {
  const rows = await tx
    .select({ personId: passkey.personId, count: count() })
    .from(passkey)
    .groupBy(passkey.personId);
  return new Map(rows.map((row) => [row.personId, row.count]));
}

/**
 * Notes that a passkey signed. Gives false where it counted no further than the last time: a copy of it may have signed
 * since. One that always says 0 does not count.
 */
export async function notePasskeyUse(
  tx: Queries,
  id: number,
  { counter, isBackedUp }: Pick<PasskeyRow, "counter" | "isBackedUp">,
): Promise<boolean> {
  const countsOn = lt(passkey.counter, counter);
  const [result] = await tx
    .update(passkey)
    .set({ counter, isBackedUp, usedAt: sql`now(3)` })
    .where(and(eq(passkey.id, id), counter === 0 ? or(countsOn, eq(passkey.counter, 0)) : countsOn));
  return result.affectedRows === 1;
}

/** Gives false where the person has no such passkey. */
export async function deletePasskey(tx: Queries, id: number, personId: number): Promise<boolean> {
  const [result] = await tx.delete(passkey).where(and(eq(passkey.id, id), eq(passkey.personId, personId)));
  return result.affectedRows === 1;
}

/** Deletes all passkeys of a person, and gives how many there were. */
export async function deletePasskeysOf(tx: Queries, personId: number): Promise<number> {
  const [result] = await tx.delete(passkey).where(eq(passkey.personId, personId));
  return result.affectedRows;
}
