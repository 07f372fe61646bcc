import type { LinePlaceOfAttempt } from "#contract/logs/log-lines.ts";
import type { LogPage } from "#contract/pipelines/pipelines.ts";
import type { Queries } from "#platform/database/db.ts";
import { trackOfVertex } from "../pipelines/read/show-pipeline.ts";
import { orProblem, orRefusal } from "../stored-logs/log-file-problem.ts";
import { logRemovedAt } from "../stored-logs/log-removal.ts";
import { lineBreaksOfStoredLog, readStoredLog } from "../stored-logs/read-stored-log.ts";
import { linePlace } from "./line-place.ts";

/** One page has at most this many chunks of 64 KiB. */
const MAX_CHUNKS = 1_000;

/**
 * One page of the log of an attempt; of the newest attempt where none is named.
 *
 * @param after the last `seq` that the reader has; 0 from the beginning.
 */
export async function readLog(
  tx: Queries,
  request: { id: number; vertex: string; attempt?: number; after: number; limit: number },
): Promise<LogPage> {
  const { track } = await trackOfVertex(tx, request.id, request.vertex);
  const number = request.attempt ?? track.attempt;
  return logPageOf(
    tx,
    { trackId: track.id, vertex: request.vertex, attempt: number },
    request.after,
    request.limit,
  );
}

/** Where a line of the log of an attempt is; of the newest attempt where none is named. */
export async function findLogLine(
  tx: Queries,
  request: { id: number; vertex: string; attempt?: number; line: number; lastChunks?: number | undefined },
): Promise<LinePlaceOfAttempt> {
  const { track } = await trackOfVertex(tx, request.id, request.vertex);
  const attempt = request.attempt ?? track.attempt;
  const breaks = await orRefusal(lineBreaksOfStoredLog(tx, { trackId: track.id, attempt }));
  return { attempt, ...linePlace(breaks, request.line, request.lastChunks) };
}

/** As `readLog`, for a known track. */
export async function logPageOf(
  tx: Queries,
  place: { trackId: number; vertex: string; attempt: number },
  after: number,
  limit: number,
): Promise<LogPage> {
  const most = Math.min(limit, MAX_CHUNKS);
  const read = await orProblem(readStoredLog(tx, place, after, most));
  if ("problem" in read) {
    const { vertex, attempt } = place;
    return { vertex, attempt, chunks: [], next: after, isComplete: true, problem: read.problem };
  }
  const { hasEnded, chunks: rows } = read.ok;
  const isEmpty = hasEnded && after === 0 && rows.length === 0;
  const removedAt = isEmpty ? await logRemovedAt(tx, place.trackId, place.attempt) : null;
  return {
    vertex: place.vertex,
    attempt: place.attempt,
    chunks: rows.map(({ seq, stream, bytes, at }) => ({ seq, stream, text: bytes.toString("utf8"), at })),
    next: rows.at(-1)?.seq ?? after,
    isComplete: hasEnded && rows.length < most,
    ...(removedAt !== null && { removedAt }),
  };
}
