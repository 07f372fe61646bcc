import { and, asc, type Column, desc, eq, gt, isNotNull, lt, ne, type SQL, sql } from "drizzle-orm";
import { person, session } from "#drizzle/schema/people/people.ts";
import type { Queries } from "#platform/database/db.ts";

export type SessionRow = typeof session.$inferSelect;
/** Whose session it is. */
export type SessionPerson = { readonly id: number; readonly personId: number; readonly name: string };

const after = (from: SQL | Column, ms: number) => sql`${from} + interval ${ms * 1_000} microsecond`;
const inMs = (ms: number) => after(sql`now(3)`, ms);
const isAlive = gt(session.expiresAt, sql`now(3)`);

/** How long until a moment by the database's clock; null where there is none. */
export const msUntil = (column: Column) =>
  sql<number | null>`timestampdiff(microsecond, now(3), ${column}) div 1000`.mapWith((ms) =>
    ms === null ? null : Number(ms),
  );

/**
 * @param lifeMs how long it lives without being used.
 * @param endsInMs after which it is over, however it is used; null where it goes on with its use.
 */
export async function insertSession(
  tx: Queries,
  row: Pick<SessionRow, "digest" | "personId" | "device" | "address">,
  lifeMs: number,
  endsInMs: number | null = null,
): Promise<number> {
  const now = sql`now(3)`;
  const endsAt = endsInMs === null ? null : inMs(endsInMs);
  const expiresAt = inMs(Math.min(lifeMs, endsInMs ?? lifeMs));
  const [result] = await tx
    .insert(session)
    .values({ ...row, createdAt: now, usedAt: now, expiresAt, endsAt });
  return result.insertId;
}

/** How soon the first living session of a person ends that does so however it is used; null where none does. */
export async function firstEndOf(tx: Queries, personId: number): Promise<number | null> {
  const rows = await tx
    .select({ ms: msUntil(session.endsAt) })
    .from(session)
    .where(and(eq(session.personId, personId), isAlive, isNotNull(session.endsAt)))
    .orderBy(asc(session.endsAt))
    .limit(1);
  return rows[0]?.ms ?? null;
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

/**
 * Notes that a session was used: it lives on from now, but not beyond its end.
 *
 * @param maxMs after which it is over, where it has no end of its own.
 */
export async function touchSession(tx: Queries, id: number, lifeMs: number, maxMs: number): Promise<void> {
  const end = sql`coalesce(${session.endsAt}, ${after(session.createdAt, maxMs)})`;
  await tx
    .update(session)
    .set({
      usedAt: sql`now(3)`,
      expiresAt: sql`least(${inMs(lifeMs)}, ${end})`,
    })
    .where(and(eq(session.id, id), isAlive));
}

/** The living sessions of a person, the one that was used last first. */
export async function listSessionRows(tx: Queries, personId: number): Promise<Omit<SessionRow, "digest">[]> {
  const { id, personId: owner, device, address, createdAt, usedAt, expiresAt, endsAt } = session;
  return tx
    .select({ id, personId: owner, device, address, createdAt, usedAt, expiresAt, endsAt })
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

/** Deletes sessions that are over, so many at most. Gives how many. */
export async function deleteOldSessions(tx: Queries, max: number): Promise<number> {
  const [result] = await tx.delete(session).where(lt(session.expiresAt, sql`now(3)`)).limit(max);
  return result.affectedRows;
}
