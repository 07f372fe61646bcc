import { asc, eq, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import type { Queries } from "#platform/database/db.ts";

export type FolderRow = typeof folder.$inferSelect;

/** Paths are ASCII, so no alphabet has a say in their case. */
const folderKey = (path: string) => path.toLowerCase();

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

/** All folders, each behind its parent. */
export async function listFolderRows(tx: Queries): Promise<FolderRow[]> {
  return tx.select().from(folder).orderBy(asc(folder.pathKey));
}

/** Finds a folder without regard to case. */
export async function findFolder(tx: Queries, path: string): Promise<FolderRow | null> {
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

/** @throws a foreign key's error where something is in it. */
export async function deleteFolderRow(tx: Queries, id: number): Promise<boolean> {
  const [result] = await tx.delete(folder).where(eq(folder.id, id));
  return result.affectedRows === 1;
}
