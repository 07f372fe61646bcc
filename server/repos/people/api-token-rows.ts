import { and, asc, eq, gt, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { apiToken } from "#drizzle/schema/people/people.ts";
import type { Queries } from "#platform/database/db.ts";

export type ApiTokenRow = typeof apiToken.$inferSelect;

/** @param lifeMs how long it may be used. */
export async function insertApiToken(
  tx: Queries,
  row: Pick<ApiTokenRow, "digest" | "name" | "acts" | "createdBy"> &
    Partial<Pick<ApiTokenRow, "folderId" | "personId">>,
  lifeMs: number,
): Promise<number> {
  const expiresAt = sql`now(3) + interval ${lifeMs * 1_000} microsecond`;
  const [result] = await tx.insert(apiToken).values({ ...row, createdAt: sql`now(3)`, expiresAt });
  return result.insertId;
}

/** The token of this digest, unless it is over by the database's clock. `isStale`: its use is to be noted again. */
export async function findApiToken(
  tx: Queries,
  digest: Buffer,
  staleMs: number,
): Promise<
  | (Pick<ApiTokenRow, "id" | "name" | "acts" | "personId"> & {
      readonly folder: string;
      readonly isStale: boolean;
    })
  | null
> {
  const isUnused = sql`${apiToken.usedAt} is null or ${apiToken.usedAt} < now(3) - interval ${staleMs * 1_000} microsecond`;
  const rows = await tx
    .select({
      id: apiToken.id,
      name: apiToken.name,
      acts: apiToken.acts,
      personId: apiToken.personId,
      folder: folder.path,
      isStale: sql<number>`(${isUnused})`,
    })
    .from(apiToken)
    .innerJoin(folder, eq(folder.id, apiToken.folderId))
    .where(and(eq(apiToken.digest, digest), gt(apiToken.expiresAt, sql`now(3)`)));
  const [row] = rows;
  return row === undefined ? null : { ...row, isStale: Number(row.isStale) === 1 };
}

/** A token, also one that is over. */
export async function findApiTokenById(
  tx: Queries,
  id: number,
): Promise<Pick<ApiTokenRow, "name" | "acts" | "personId"> | null> {
  const rows = await tx
    .select({ name: apiToken.name, acts: apiToken.acts, personId: apiToken.personId })
    .from(apiToken)
    .where(eq(apiToken.id, id));
  return rows[0] ?? null;
}

/** Notes that a token was used. */
export async function touchApiToken(tx: Queries, id: number): Promise<void> {
  await tx.update(apiToken).set({ usedAt: sql`now(3)` }).where(eq(apiToken.id, id));
}

/** All tokens, oldest first, also those that are over. */
export async function listApiTokenRows(
  tx: Queries,
): Promise<
  (Omit<ApiTokenRow, "digest" | "folderId"> & { readonly folder: string; readonly isOver: boolean })[]
> {
  const rows = await tx
    .select({
      id: apiToken.id,
      name: apiToken.name,
      acts: apiToken.acts,
      folder: folder.path,
      personId: apiToken.personId,
      createdAt: apiToken.createdAt,
      createdBy: apiToken.createdBy,
      usedAt: apiToken.usedAt,
      expiresAt: apiToken.expiresAt,
      isOver: sql<number>`${apiToken.expiresAt} <= now(3)`,
    })
    .from(apiToken)
    .innerJoin(folder, eq(folder.id, apiToken.folderId))
    .orderBy(asc(apiToken.id));
  return rows.map((row) => ({ ...row, isOver: Number(row.isOver) === 1 }));
}

/** Gives false where there is no such token. */
export async function deleteApiToken(tx: Queries, id: number): Promise<boolean> {
  const [result] = await tx.delete(apiToken).where(eq(apiToken.id, id));
  return result.affectedRows === 1;
}
