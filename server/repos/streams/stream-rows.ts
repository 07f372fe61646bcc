import { and, asc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import { recordStream } from "#drizzle/schema/flow/record-stream.ts";
import { folder } from "#drizzle/schema/folder.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { NEW_VERSION } from "../new-version.ts";

export type StreamRow = typeof recordStream.$inferSelect;
/** A stream with the path of its folder. */
export type PlacedStream = Omit<StreamRow, "folderId"> & { readonly folder: string };

type NewStream = Omit<StreamRow, "savedAt" | "version">;

/** @throws a duplicate key where another one has the name. */
export async function insertStream(tx: Queries, row: NewStream): Promise<void> {
  await tx.insert(recordStream).values({ ...row, version: NEW_VERSION, savedAt: sql`now(3)` });
}

/** Replaces the settings of a stream. Gives false where it is not in this version any more: then nothing was written. */
export async function updateStream(
  tx: Queries,
  { name, ...row }: NewStream,
  version: number,
): Promise<boolean> {
  const [result] = await tx
    .update(recordStream)
    .set({ ...row, version: version + 1, savedAt: sql`now(3)` })
    .where(and(eq(recordStream.name, name), eq(recordStream.version, version)));
  return result.affectedRows === 1;
}

/** Keeps others from changing the stream of this name until the end of the transaction. */
export async function lockStream(tx: Queries, name: string): Promise<void> {
  await tx
    .select({ name: recordStream.name })
    .from(recordStream)
    .where(eq(recordStream.name, name))
    .for("update");
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
