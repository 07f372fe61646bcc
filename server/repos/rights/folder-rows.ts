import { and, asc, eq, getTableColumns, isNotNull, isNull, sql } from "drizzle-orm";
import { connection } from "#drizzle/schema/flow/connection.ts";
import { recordStream } from "#drizzle/schema/flow/record-stream.ts";
import { folder, ROOT_FOLDER_ID, runnerLabel } from "#drizzle/schema/folder.ts";
import { graph } from "#drizzle/schema/graph.ts";
import { deviceSignIn } from "#drizzle/schema/people/device-sign-in.ts";
import { folderGrant } from "#drizzle/schema/people/grants.ts";
import { apiToken } from "#drizzle/schema/people/people.ts";
import { runnerTokenFolder } from "#drizzle/schema/runner.ts";
import { secret } from "#drizzle/schema/secret.ts";
import { noticeRule } from "#drizzle/schema/triggers/notice.ts";
import { folderPathProblem } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";

/** The root, which is there from the beginning. */
export const ROOT_ID: number = ROOT_FOLDER_ID;

export type FolderRow = typeof folder.$inferSelect;

/** The same for paths that differ in the case of A to Z only. */
const folderKey = (path: string) => path.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** @throws a duplicate key where there is such a folder. */
export async function insertFolder(
  tx: Queries,
  row: Pick<FolderRow, "parentId" | "path" | "createdBy">,
): Promise<number> {
  const [result] = await tx
    .insert(folder)
    .values({ ...row, pathKey: folderKey(row.path), createdAt: sql`now(3)` });
  return result.insertId;
}

/** All folders, each behind its parent, with the number of graphs that are in it. */
export async function listFolderRows(tx: Queries): Promise<(FolderRow & { readonly graphCount: number })[]> {
  const graphs = sql<number>`(select count(*) from graph g where g.folder_id = folder.id and g.deleted_at is null)`;
  return tx
    .select({ ...getTableColumns(folder), graphCount: graphs.mapWith(Number) })
    .from(folder)
    .orderBy(asc(sql`replace(${folder.pathKey}, '/', ' ')`));
}

/** Finds a folder without regard to case. */
export async function findFolder(tx: Queries, path: string): Promise<FolderRow | null> {
  // The column is ASCII, and can be compared with nothing else.
  if (folderPathProblem(path) !== null) return null;
  const rows = await tx
    .select()
    .from(folder)
    .where(eq(folder.pathKey, folderKey(path)));
  return rows[0] ?? null;
}

export async function findFolderById(tx: Queries, id: number): Promise<FolderRow | null> {
  const rows = await tx.select().from(folder).where(eq(folder.id, id));
  return rows[0] ?? null;
}

/** The lock under which folders and grants are changed: two changes together could leave the root without an admin. */
export async function lockFolders(tx: Queries): Promise<void> {
  await tx.select({ id: folder.id }).from(folder).where(eq(folder.pathKey, "")).for("update");
}

/**
 * Keeps a folder from being deleted or moved until the end of the transaction. Whoever stores its id shares that with others
 * who do; "alone" waits for them, and they for it.
 */
export async function lockFolder(tx: Queries, path: string, how: "shared" | "alone"): Promise<void> {
  if (folderPathProblem(path) !== null) return;
  // MariaDB has no `for share`.
  const lock = how === "shared" ? sql`lock in share mode` : sql`for update`;
  await tx.execute(sql`select id from folder where path_key = ${folderKey(path)} ${lock}`);
}

/** Gives a folder another path or parent. @throws a duplicate key where there is such a folder. */
export async function updateFolder(
  tx: Queries,
  id: number,
  { path, parentId }: Pick<FolderRow, "path" | "parentId">,
): Promise<void> {
  await tx
    .update(folder)
    .set({ path, pathKey: folderKey(path), parentId })
    .where(eq(folder.id, id));
}

type FolderContents = Readonly<
  Record<
    "folders" | "graphs" | "secrets" | "connections" | "streams" | "labels" | "noticeRules" | "runnerTokens",
    number
  >
>;

/** What is in a folder, counted. Of the tokens of runners, those that still count. */
export async function contentsOfFolder(tx: Queries, id: number): Promise<FolderContents> {
  const isLive = and(eq(graph.folderId, id), isNull(graph.deletedAt));
  return {
    folders: await tx.$count(folder, eq(folder.parentId, id)),
    graphs: await tx.$count(graph, isLive),
    secrets: await tx.$count(secret, eq(secret.folderId, id)),
    connections: await tx.$count(connection, eq(connection.folderId, id)),
    streams: await tx.$count(recordStream, eq(recordStream.folderId, id)),
    labels: await tx.$count(runnerLabel, eq(runnerLabel.folderId, id)),
    noticeRules: await tx.$count(noticeRule, eq(noticeRule.folderId, id)),
    runnerTokens: await tx.$count(
      runnerTokenFolder,
      and(
        eq(runnerTokenFolder.folderId, id),
        sql`exists (select 1 from runner_token as t where t.id = token_id and t.revoked_at is null
          and (t.expires_at is null or t.expires_at > now(3)))`,
      ),
    ),
  };
}

/**
 * Deletes a folder with its roles and the tokens of people that are limited to it. Graphs in it that were deleted keep their
 * pipelines: they go to the folder above, where nobody may see them who could not before.
 *
 * @throws a foreign key's error where anything else is in it.
 */
export async function deleteFolderRow(
  tx: Queries,
  { id, parentId }: Pick<FolderRow, "id" | "parentId">,
): Promise<boolean> {
  if (parentId === null) return false;
  await tx
    .update(graph)
    .set({ folderId: parentId })
    .where(and(eq(graph.folderId, id), isNotNull(graph.deletedAt)));
  await tx.delete(folderGrant).where(eq(folderGrant.folderId, id));
  await tx.delete(apiToken).where(eq(apiToken.folderId, id));
  await tx.delete(deviceSignIn).where(eq(deviceSignIn.folderId, id));
  const [result] = await tx.delete(folder).where(eq(folder.id, id));
  return result.affectedRows === 1;
}
