import { asc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import { recordStream } from "#drizzle/schema/flow/record-stream.ts";
import { folder } from "#drizzle/schema/folder.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";

export type StreamRow = typeof recordStream.$inferSelect;
/** A stream with the path of its folder. */
export type PlacedStream = Omit<StreamRow, "folderId"> & { readonly folder: string };

/** Inserts a stream, or replaces its settings. */
export async function putStream(tx: Queries, row: Omit<StreamRow, "savedAt">): Promise<void> {
  const saved = { ...row, savedAt: sql`now(3)` };
  await tx.insert(recordStream).values(saved).onDuplicateKeyUpdate({ set: saved });
}

/** Gives true where there was such a stream. */
export async function removeStream(tx: Queries, name: string): Promise<boolean> {
  const [result] = await tx.delete(recordStream).where(eq(recordStream.name, name));
  return result.affectedRows === 1;
}

/** The streams of these folders, in the order of their names. */
export async function listStreamRows(tx: Queries, folders: FolderIds): Promise<PlacedStream[]> {
  return placedStreams(tx)
    .where(folders === "all" ? undefined : inArray(recordStream.folderId, [...folders]))
    .orderBy(asc(recordStream.name));
}

export async function findStream(tx: Queries, name: string): Promise<PlacedStream | null> {
  const rows = await placedStreams(tx).where(eq(recordStream.name, name));
  return rows[0] ?? null;
}

function placedStreams(tx: Queries) {
  const { folderId: _folderId, ...columns } = getTableColumns(recordStream);
  return tx
    .select({ ...columns, folder: folder.path })
    .from(recordStream)
    .innerJoin(folder, eq(folder.id, recordStream.folderId));
}
