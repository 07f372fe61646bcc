import { and, desc, eq, gt, lt, ne, sql } from "drizzle-orm";
import { person, session } from "#drizzle/schema/people/people.ts";
import type { Queries } from "#platform/database/db.ts";

export type SessionRow = typeof session.$inferSelect;
/** Whose session it is. */
export type SessionPerson = { readonly id: number; readonly personId: number; readonly name: string };

const inMs = (ms: number) => sql`now(3) + interval ${ms * 1_000} microsecond`;
const isAlive = gt(session.expiresAt, sql`now(3)`);

/** @param lifeMs how long it lives without being used. */
export async function insertSession(
  tx: Queries,
  row: Pick<SessionRow, "digest" | "personId" | "device" | "address">,
  lifeMs: number,
): Promise<number> {
  const now = sql`now(3)`;
  const [result] = await tx
    .insert(session)
    .values({ ...row, createdAt: now, usedAt: now, expiresAt: inMs(lifeMs) });
  return result.insertId;
}

/** The session of this digest, unless it is over by the database's clock. `isStale`: its use is to be noted again. */
export async function findSession(
  tx: Queries,
  digest: Buffer,
  staleMs: number,
): Promise<(SessionPerson & { readonly isStale: boolean }) | null> {
  const rows = await tx
    .select({
      id: session.id,
      personId: session.personId,
      name: person.name,
      isStale: sql<number>`${session.usedAt} < now(3) - interval ${staleMs * 1_000} microsecond`,
    })
    .from(session)
    .innerJoin(person, eq(person.id, session.personId))
    .where(and(eq(session.digest, digest), isAlive));
  const [row] = rows;
  return row === undefined ? null : { ...row, isStale: Number(row.isStale) === 1 };
}

/** Notes that a session was used: it lives on from now. */
export async function touchSession(tx: Queries, id: number, lifeMs: number): Promise<void> {
  await tx
    .update(session)
    .set({ usedAt: sql`now(3)`, expiresAt: inMs(lifeMs) })
    .where(and(eq(session.id, id), isAlive));
}

/** The living sessions of a person, the one that was used last first. */
export async function listSessionRows(tx: Queries, personId: number): Promise<Omit<SessionRow, "digest">[]> {
  const { id, personId: owner, device, address, createdAt, usedAt, expiresAt } = session;
  return tx
    .select({ id, personId: owner, device, address, createdAt, usedAt, expiresAt })
    .from(session)
    .where(and(eq(session.personId, personId), isAlive))
    .orderBy(desc(session.usedAt), desc(session.id));
}

/** Ends a session of this person. Gives false where there is none. */
export async function deleteSession(tx: Queries, id: number, personId: number): Promise<boolean> {
  const [result] = await tx.delete(session).where(and(eq(session.id, id), eq(session.personId, personId)));
  return result.affectedRows === 1;
}

/** Ends all sessions of a person but this one; with null, all. */
export async function deleteOtherSessions(tx: Queries, personId: number, kept: number | null): Promise<void> {
  const isOther = kept === null ? undefined : ne(session.id, kept);
  await tx.delete(session).where(and(eq(session.personId, personId), isOther));
}

/** Deletes sessions that are over. */
export async function deleteOldSessions(tx: Queries, max: number): Promise<void> {
  await tx.delete(session).where(lt(session.expiresAt, sql`now(3)`)).limit(max);
}
