import { randomBytes } from "node:crypto";
import { type Database, transact } from "#platform/database/db.ts";
import { failpoint } from "#platform/failpoint.ts";
import { removeLogFile, writeLogFile } from "#platform/log-files.ts";
import {
  deletePieces,
  piecesOfTrack,
  pipelinesWithLogs,
  tracksWithLogs,
} from "#repos/retention/log-moves.ts";
import { lockIfFree } from "#repos/retention/removal-writes.ts";
import type { PipelineLogRow } from "#repos/tracks/log-chunk-rows.ts";
import { giveUpLogFile, insertLogFile, noteLogFileStored } from "#repos/tracks/log-file-rows.ts";
import { packedLog } from "./packed-log.ts";

/** So much is in one file, and leaves the table in one transaction. */
const MAX_PIECES = 2_000;
const MAX_BYTES = 4 * 1024 * 1024;
const PIECES_A_READ = 64;
const PIPELINES_A_LOOK = 200;
/** A pipeline that has just ended is looked at most, and may be retried. */
export const MOVE_AFTER_SECONDS = 3_600;

type Owner = { readonly pipelineId: number; readonly id: number; readonly key: Buffer };
type WrittenFile = Owner & { readonly bytes: number; readonly pieces: readonly PipelineLogRow[] };

/**
 * Moves the logs of pipelines that have ended from the table into files, of pipelines after one. It ends early where the
 * time is over. `next`: the pipeline behind which it has to go on.
 */
export async function moveLogs(
  database: Database,
  {
    after,
    isOver,
    endedSeconds = MOVE_AFTER_SECONDS,
  }: { after: number; isOver: () => boolean; endedSeconds?: number },
): Promise<{ readonly isDone: boolean; readonly next: number; readonly files: number }> {
  let next = after;
  let files = 0;
  for (;;) {
    const page = { after: next, endedSeconds, limit: PIPELINES_A_LOOK };
    const found = await pipelinesWithLogs(database.queries, page);
    for (const { id, isDue } of found) {
      if (isOver()) return { isDone: false, next, files };
      if (isDue)
        for await (const pieces of partsOf(database, id)) {
          if (isOver()) return { isDone: false, next, files };
          if (await takeOver(database, await writePart(database, id, pieces))) files += 1;
        }
      next = id;
    }
    if (found.length < PIPELINES_A_LOOK) return { isDone: true, next: 0, files };
  }
}

/** The logs of a pipeline in the order of track, attempt and number, so much at a time as one file has. */
async function* partsOf(database: Database, pipelineId: number): AsyncGenerator<PipelineLogRow[]> {
  let part: PipelineLogRow[] = [];
  let bytes = 0;
  for (const { id, number } of await tracksWithLogs(database.queries, pipelineId)) {
    let after = { attempt: 0, seq: 0 };
    for (;;) {
      const rows = await piecesOfTrack(database.queries, id, after, PIECES_A_READ);
      for (const row of rows) {
        if (part.length > 0 && (part.length >= MAX_PIECES || bytes + row.bytes.length > MAX_BYTES)) {
          yield part;
          part = [];
          bytes = 0;
        }
        part.push({ ...row, number });
        bytes += row.bytes.length;
        after = row;
      }
      if (rows.length < PIECES_A_READ) break;
    }
  }
  if (part.length > 0) yield part;
}

/** Writes a file with pieces of logs. They are still read from the table. */
export async function writePart(
  database: Database,
  pipelineId: number,
  pieces: readonly PipelineLogRow[],
): Promise<WrittenFile> {
  const [first, last] = [pieces[0], pieces.at(-1)];
  if (first === undefined || last === undefined) throw new Error("A file has at least one piece.");
  const times = pieces.map(({ storedAt }) => storedAt.getTime());
  const key = randomBytes(16);
  // First the row: a file that nobody takes over is found by it, and removed.
  const id = await insertLogFile(database.queries, {
    ...{ pipelineId, key, logBytes: pieces.reduce((sum, { bytes }) => sum + bytes.length, 0) },
    ...{ firstTrackId: first.trackId, firstAttempt: first.attempt, firstSeq: first.seq },
    ...{ lastTrackId: last.trackId, lastAttempt: last.attempt, lastSeq: last.seq },
    ...{ storedFrom: new Date(Math.min(...times)), storedUntil: new Date(Math.max(...times)) },
  });
  const owner = { pipelineId, id, key };
  const packed = await packedLog(owner, pieces);
  failpoint("before-log-file");
  try {
    await writeLogFile(owner, packed);
  } catch (error) {
    await giveUpLogFile(database.queries, id);
    throw error;
  }
  failpoint("after-log-file");
  return { ...owner, bytes: packed.length, pieces };
}

/**
 * Has logs be read from a file from now on: one transaction notes it and deletes their pieces from the table.
 *
 * @returns false where pieces were removed or taken over by somebody else meanwhile: the file is removed then.
 */
export async function takeOver(database: Database, file: WrittenFile): Promise<boolean> {
  const isOurs = await transact(database, async (tx) => {
    if (!(await lockIfFree(tx, file.pipelineId))) throw new NotTaken();
    if (!(await noteLogFileStored(tx, file.id, file.bytes))) throw new NotTaken();
    if ((await deletePieces(tx, file.pieces)) !== file.pieces.length) throw new NotTaken();
    return true;
  }).catch((error: unknown) => {
    if (error instanceof NotTaken) return false;
    throw error;
  });
  failpoint("after-log-move");
  if (isOurs) return true;
  await giveUpLogFile(database.queries, file.id);
  await removeLogFile(file, false);
  return false;
}

/** Ends a transaction without a change. */
class NotTaken extends Error {}
