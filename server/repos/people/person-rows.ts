import { asc, count, eq, sql } from "drizzle-orm";
import { deviceSignIn } from "#drizzle/schema/people/device-sign-in.ts";
import { folderGrant, groupMember } from "#drizzle/schema/people/grants.ts";
import { identity } from "#drizzle/schema/people/identity.ts";
import { passkey, passkeyChallenge } from "#drizzle/schema/people/passkey.ts";
import { apiToken, knownDevice, person, session, signInLink } from "#drizzle/schema/people/people.ts";
import { authenticator, pendingSignIn, recoveryCode } from "#drizzle/schema/people/second-factor.ts";
import type { Queries } from "#platform/database/db.ts";

export type PersonRow = typeof person.$inferSelect;

/** @throws a duplicate key where somebody has this email. */
export async function insertPerson(
  tx: Queries,
  row: Pick<PersonRow, "name" | "email" | "createdBy">,
): Promise<number> {
  const [result] = await tx.insert(person).values({ ...row, createdAt: sql`now(3)` });
  return result.insertId;
}

export async function findPerson(tx: Queries, id: number): Promise<PersonRow | null> {
  const rows = await tx.select().from(person).where(eq(person.id, id));
  return rows[0] ?? null;
}

/** @param email in lower case. */
export async function findPersonByEmail(tx: Queries, email: string): Promise<PersonRow | null> {
  const rows = await tx.select().from(person).where(eq(person.email, email));
  return rows[0] ?? null;
}

/** All people, in the order in which they came. */
export async function listPersonRows(tx: Queries): Promise<PersonRow[]> {
  return tx.select().from(person).orderBy(asc(person.id));
}

export async function countPeople(tx: Queries): Promise<number> {
  const rows = await tx.select({ count: count() }).from(person);
  return rows[0]?.count ?? 0;
}

/** @throws a duplicate key where somebody else has this email. */
export async function updatePerson(
  tx: Queries,
  id: number,
  change: Partial<Pick<PersonRow, "name" | "email" | "password" | "isLinkable">>,
): Promise<void> {
  await tx.update(person).set(change).where(eq(person.id, id));
}

/** Deletes a person with their tokens, roles and groups, and all that they sign in with. Gives false where there is none. */
export async function deletePerson(tx: Queries, id: number): Promise<boolean> {
  const signIn = [
    session,
    signInLink,
    knownDevice,
    authenticator,
    recoveryCode,
    pendingSignIn,
    identity,
    passkey,
    passkeyChallenge,
    deviceSignIn,
  ];
  for (const table of [...signIn, apiToken, folderGrant, groupMember])
    await tx.delete(table).where(eq(table.personId, id));
  const [result] = await tx.delete(person).where(eq(person.id, id));
  return result.affectedRows === 1;
}
