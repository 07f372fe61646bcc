import { and, asc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { folder, ROOT_FOLDER_ID } from "#drizzle/schema/folder.ts";
import { runnerToken, runnerTokenFolder } from "#drizzle/schema/runner.ts";
import type { Queries } from "#platform/database/db.ts";

export type RunnerTokenRow = typeof runnerToken.$inferSelect;

const inMs = (ms: number) => sql`now(3) + interval ${ms * 1_000} microsecond`;
const isOver = sql`(${runnerToken.revokedAt} is not null
  or (${runnerToken.expiresAt} is not null and ${runnerToken.expiresAt} <= now(3)))`;

/**
 * Adds a token that nobody has yet: a runner makes it when it shows the code.
 *
 * @param times `codeMs`: how long the code counts; `lifeMs`: how long the token does, null: it does not expire.
 */
export async function insertRunnerToken(
  tx: Queries,
  row: Pick<RunnerTokenRow, "name" | "labels" | "codeDigest" | "createdBy">,
  folderIds: readonly number[],
  times: { readonly codeMs: number; readonly lifeMs: number | null },
): Promise<number> {
  const [result] = await tx.insert(runnerToken).values({
    ...row,
    codeUntil: inMs(times.codeMs),
    createdAt: sql`now(3)`,
    expiresAt: times.lifeMs === null ? null : inMs(times.lifeMs),
  });
  const tokenId = result.insertId;
  await tx.insert(runnerTokenFolder).values(folderIds.map((folderId) => ({ tokenId, folderId })));
  return tokenId;
}

/**
 * Gives a token to the runner that shows the code. Gives true also where it is the same runner again.
 *
 * @param digest of the token that the runner has made.
 */
export async function enrolRunnerToken(tx: Queries, codeDigest: Buffer, digest: Buffer): Promise<boolean> {
  await tx
    .update(runnerToken)
    .set({ digest, enrolledAt: sql`now(3)` })
    .where(
      and(
        eq(runnerToken.codeDigest, codeDigest),
        isNull(runnerToken.digest),
        isNull(runnerToken.revokedAt),
        gt(runnerToken.codeUntil, sql`now(3)`),
      ),
    );
  const rows = await tx
    .select({ id: runnerToken.id })
    .from(runnerToken)
    .where(
      and(
        eq(runnerToken.codeDigest, codeDigest),
        eq(runnerToken.digest, digest),
        isNull(runnerToken.revokedAt),
      ),
    );
  return rows.length === 1;
}

/** The token of this digest, unless it was revoked or is over. `isStale`: its use is to be noted again. */
export async function findRunnerToken(
  tx: Queries,
  digest: Buffer,
  staleMs: number,
): Promise<(Pick<RunnerTokenRow, "id" | "name" | "labels"> & { readonly isStale: boolean }) | null> {
  const isUnused = sql`(${runnerToken.usedAt} is null or ${runnerToken.usedAt} < now(3) - interval ${staleMs * 1_000} microsecond)`;
  const rows = await tx
    .select({
      id: runnerToken.id,
      name: runnerToken.name,
      labels: runnerToken.labels,
      isStale: isUnused.mapWith(Number),
    })
    .from(runnerToken)
    .where(
      and(
        eq(runnerToken.digest, digest),
        isNull(runnerToken.revokedAt),
        or(isNull(runnerToken.expiresAt), gt(runnerToken.expiresAt, sql`now(3)`)),
      ),
    );
  const [row] = rows;
  return row === undefined ? null : { ...row, isStale: row.isStale === 1 };
}

export async function touchRunnerToken(tx: Queries, id: number): Promise<void> {
  await tx.update(runnerToken).set({ usedAt: sql`now(3)` }).where(eq(runnerToken.id, id));
}

/** The folders whose graphs runners with this token may execute, with all below them; null: all there are. */
export async function foldersOfRunnerToken(tx: Queries, tokenId: number): Promise<readonly number[] | null> {
  const [rows] = await tx.execute(sql`select f.id as id
    from runner_token_folder as own inner join folder as top on top.id = own.folder_id
    inner join folder as f on f.id = top.id or top.path_key = ''
      or left(f.path_key, char_length(top.path_key) + 1) = concat(top.path_key, '/')
    where own.token_id = ${tokenId}`);
  const ids = (rows as unknown as { id: number }[]).map(({ id }) => Number(id));
  return ids.includes(ROOT_FOLDER_ID) ? null : [...new Set(ids)];
}

/** Whether the graph of a pipeline is in one of these folders. */
export async function isPipelineIn(
  tx: Queries,
  pipelineId: number,
  folders: readonly number[],
): Promise<boolean> {
  if (folders.length === 0) return false;
  const [rows] = await tx.execute(sql`select 1 from pipeline as p inner join graph as g on g.id = p.graph_id
    where p.id = ${pipelineId} and g.folder_id in ${folders}`);
  return (rows as unknown as unknown[]).length > 0;
}

/** All tokens, oldest first, with the paths of their folders. */
export async function listRunnerTokenRows(tx: Queries): Promise<
  (Omit<RunnerTokenRow, "digest" | "codeDigest"> & {
    readonly isOver: boolean;
    readonly isCodeOver: boolean;
    readonly folders: readonly string[];
  })[]
> {
  const folders = await tx
    .select({ tokenId: runnerTokenFolder.tokenId, path: folder.path })
    .from(runnerTokenFolder)
    .innerJoin(folder, eq(folder.id, runnerTokenFolder.folderId))
    .orderBy(asc(folder.pathKey));
  const rows = await tx
    .select({
      id: runnerToken.id,
      name: runnerToken.name,
      labels: runnerToken.labels,
      codeUntil: runnerToken.codeUntil,
      createdAt: runnerToken.createdAt,
      createdBy: runnerToken.createdBy,
      enrolledAt: runnerToken.enrolledAt,
      usedAt: runnerToken.usedAt,
      expiresAt: runnerToken.expiresAt,
      revokedAt: runnerToken.revokedAt,
      revokedBy: runnerToken.revokedBy,
      isOver: isOver.mapWith(Number),
      isCodeOver: sql`(${runnerToken.codeUntil} <= now(3))`.mapWith(Number),
    })
    .from(runnerToken)
    .orderBy(asc(runnerToken.id));
  return rows.map((row) => ({
    ...row,
    isOver: row.isOver === 1,
    isCodeOver: row.isCodeOver === 1,
    folders: folders.filter(({ tokenId }) => tokenId === row.id).map(({ path }) => path),
  }));
}

/** @returns its name; null where there is no such token, or it was revoked before. */
export async function revokeRunnerTokenRow(
  tx: Queries,
  id: number,
  revokedBy: string,
): Promise<string | null> {
  const [result] = await tx
    .update(runnerToken)
    .set({ revokedAt: sql`now(3)`, revokedBy })
    .where(and(eq(runnerToken.id, id), isNull(runnerToken.revokedAt)));
  if (result.affectedRows !== 1) return null;
  const rows = await tx.select({ name: runnerToken.name }).from(runnerToken).where(eq(runnerToken.id, id));
  return rows[0]?.name ?? null;
}
