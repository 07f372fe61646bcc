import { and, asc, eq, getTableColumns, gt, inArray, lt, or, sql } from "drizzle-orm";
import type { ResultSetHeader } from "mysql2";
import { logFile } from "#drizzle/schema/log-file.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";
import { SelectText } from "../text-of-columns.ts";
import { LOG_AFTER, type LogChunkRow } from "./log-chunk-rows.ts";

export type LogFileRow = typeof logFile.$inferSelect;
export type NewLogFile = Omit<LogFileRow, "id" | "state" | "bytes" | "madeAt">;

const FILE = new SelectText<LogFileRow>("log_file", getTableColumns(logFile));
const FILES_OF_TRACK = `select ${FILE.list} from track join log_file on log_file.pipeline_id = track.pipeline_id
  where track.id = ? and log_file.state = 'stored'
    and track.id between log_file.first_track_id and log_file.last_track_id order by log_file.id`;

/** The files that may have pieces of the logs of a track. */
export async function logFilesOfTrack(tx: Queries, trackId: number): Promise<LogFileRow[]> {
  const [files] = await readTogether(tx, [{ text: FILES_OF_TRACK, values: [trackId] }]);
  return FILE.read(files ?? []);
}

/**
 * As `LOG_AFTER` says, and the files that may have more of the log, in one trip. They are read last: what is moved
 * meanwhile is in both, and never in neither.
 */
export async function readLogAndFiles(
  tx: Queries,
  { trackId, attempt, after, limit }: { trackId: number; attempt: number; after: number; limit: number },
): Promise<{ hasEnded: boolean; chunks: LogChunkRow[]; files: LogFileRow[] }> {
  const [open, chunks, files] = await readTogether(tx, [
    ...LOG_AFTER.statements(trackId, attempt, after, limit),
    { text: FILES_OF_TRACK, values: [trackId] },
  ]);
  return { ...LOG_AFTER.read(open, chunks), files: FILE.read(files ?? []) };
}

/** All files with logs of these pipelines. */
export async function logFilesIn(tx: Queries, pipelineIds: readonly number[]): Promise<LogFileRow[]> {
  return tx
    .select()
    .from(logFile)
    .where(and(inArray(logFile.pipelineId, [...pipelineIds]), eq(logFile.state, "stored")))
    .orderBy(asc(logFile.id));
}

/** Whether a file is still to be read. */
export async function isLogFileStored(tx: Queries, id: number): Promise<boolean> {
  const rows = await tx
    .select({ id: logFile.id })
    .from(logFile)
    .where(and(eq(logFile.id, id), eq(logFile.state, "stored")));
  return rows.length > 0;
}

/** Notes that a file is about to be written. Gives its id. */
export async function insertLogFile(tx: Queries, row: NewLogFile): Promise<number> {
  const [answer] = await tx.insert(logFile).values({ ...row, madeAt: sql`now(3)` });
  return answer.insertId;
}

/** Notes that a file is there, of so many bytes; false where somebody has given it up meanwhile. */
export async function noteLogFileStored(tx: Queries, id: number, bytes: number): Promise<boolean> {
  const [answer] = await tx
    .update(logFile)
    .set({ state: "stored", bytes })
    .where(and(eq(logFile.id, id), eq(logFile.state, "writing")));
  return (answer as ResultSetHeader).affectedRows === 1;
}

/** Gives a file up that was not stored. */
export async function giveUpLogFile(tx: Queries, id: number): Promise<void> {
  await tx
    .update(logFile)
    .set({ state: "removing" })
    .where(and(eq(logFile.id, id), eq(logFile.state, "writing")));
}

/** Nobody reads the files of these pipelines any more; where `hours` is given, only those of pieces older than that. */
export async function noteLogFilesRemoved(
  tx: Queries,
  pipelineIds: readonly number[],
  hours: number | null = null,
): Promise<void> {
  if (pipelineIds.length === 0) return;
  const isOld =
    hours === null
      ? undefined
      : and(eq(logFile.state, "stored"), lt(logFile.storedUntil, sql`now(3) - interval ${hours} hour`));
  await tx
    .update(logFile)
    .set({ state: "removing" })
    .where(and(inArray(logFile.pipelineId, [...pipelineIds]), isOld));
}

/** Files after an id that are to be removed, and those whose writer has been silent for so many seconds. */
export async function logFilesToRemove(
  tx: Queries,
  { after, silentSeconds, limit }: { after: number; silentSeconds: number; limit: number },
): Promise<LogFileRow[]> {
  const isSilent = lt(logFile.madeAt, sql`now(3) - interval ${silentSeconds} second`);
  return tx
    .select()
    .from(logFile)
    .where(
      and(
        gt(logFile.id, after),
        inArray(logFile.state, ["writing", "removing"]),
        or(eq(logFile.state, "removing"), isSilent),
      ),
    )
    .orderBy(asc(logFile.id))
    .limit(limit);
}

/** Deletes the row of a file that is gone. */
export async function deleteLogFile(tx: Queries, id: number): Promise<void> {
  await tx.delete(logFile).where(and(eq(logFile.id, id), inArray(logFile.state, ["writing", "removing"])));
}
