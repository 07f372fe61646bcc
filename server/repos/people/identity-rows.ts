import { and, eq, sql } from "drizzle-orm";
import { identity } from "#drizzle/schema/people/identity.ts";
import type { Queries } from "#platform/database/db.ts";

export type IdentityKey = { readonly issuer: string; readonly subject: string };

const isIdentity = ({ issuer, subject }: IdentityKey) =>
  and(eq(identity.issuer, issuer), eq(identity.subject, subject));

/** @throws a duplicate key where this identity belongs to somebody. */
export async function insertIdentity(tx: Queries, key: IdentityKey, personId: number): Promise<void> {
  const now = sql`now(3)`;
  const { issuer, subject } = key;
  await tx.insert(identity).values({ issuer, subject, personId, createdAt: now, usedAt: now });
}

/** The person of an identity; null where it is nobody's. */
export async function findIdentityPerson(tx: Queries, key: IdentityKey): Promise<number | null> {
  const rows = await tx.select({ personId: identity.personId }).from(identity).where(isIdentity(key));
  return rows[0]?.personId ?? null;
}

/** Notes that somebody signed in with an identity. */
export async function touchIdentity(tx: Queries, key: IdentityKey): Promise<void> {
  await tx.update(identity).set({ usedAt: sql`now(3)` }).where(isIdentity(key));
}

/** The people who have an identity of this issuer. */
export async function listIdentityPeople(tx: Queries, issuer: string): Promise<number[]> {
  const rows = await tx
    .select({ personId: identity.personId })
    .from(identity)
    .where(eq(identity.issuer, issuer));
  return rows.map(({ personId }) => personId);
}

/** Whether a person has an identity of this issuer. */
export async function hasIdentity(tx: Queries, personId: number, issuer: string): Promise<boolean> {
  const rows = await tx
    .select({ id: identity.id })
    .from(identity)
    .where(and(eq(identity.personId, personId), eq(identity.issuer, issuer)));
  return rows.length > 0;
}

/** Takes the identities of this issuer from a person. Gives false where they have none. */
export async function deleteIdentities(tx: Queries, personId: number, issuer: string): Promise<boolean> {
  const [result] = await tx
    .delete(identity)
    .where(and(eq(identity.personId, personId), eq(identity.issuer, issuer)));
  return result.affectedRows > 0;
}
