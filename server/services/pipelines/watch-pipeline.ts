import type { LogPage, PipelineDelta } from "#contract/pipelines.ts";
import { type Database, isConnectionLost } from "#platform/database/db.ts";
import { findPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { tracksChangedAfter } from "#repos/tracks/track-rows.ts";
import { logPageOf } from "./read-log.ts";
import type { RevPoller } from "./rev-poller.ts";
import { pipelineWithId, summaryOf, trackOfVertex, trackViews } from "./show-pipeline.ts";

export type WatchRequest = {
  readonly id: number;
  /** The pipeline's rev that the page has. */
  readonly after: number;
  readonly log: { readonly vertex: string; readonly attempt: number; readonly after: number } | null;
  readonly lastEventId?: string | null;
};

/** How often a log is read while its attempt runs. After its end it is not read again. */
const LOG_TICK_MS = 150;
const IDLE_TICK_MS = 5_000;
const LOG_PAGE = 200;
const DATABASE_AWAY_MS = 1_000;

type LogPlace = { readonly trackId: number; readonly vertex: string; readonly attempt: number };

/**
 * Gives everything that changes in a pipeline after a cursor, in order, until the listener stops. Each item carries the
 * cursor for the next one, `<rev>:<log seq>`, so that a reconnect loses and repeats nothing.
 *
 * The pipeline's row is read before its tracks. A track that is newer than the row comes again with the next item, and
 * none is missed, because every change of a track raises the pipeline's rev in the same transaction.
 */
export async function* watchPipeline(
  database: Database,
  watch: RevPoller,
  request: WatchRequest,
  signal: AbortSignal,
): AsyncGenerator<{ cursor: string; delta: PipelineDelta }> {
  await pipelineWithId(database.queries, request.id);
  let { rev, seq } = cursorOf(request);
  let place: LogPlace | null = null;
  let isLogComplete = request.log === null;
  while (!signal.aborted) {
    try {
      if (request.log !== null) place ??= await placeOf(database, request.id, request.log);
      const delta = await changesAfter(database, request.id, rev);
      const log: LogPage | null =
        isLogComplete || place === null ? null : await logPageOf(database.queries, place, seq, LOG_PAGE);
      isLogComplete ||= log?.isComplete === true;
      const hasLog = log !== null && (log.chunks.length > 0 || log.isComplete);
      rev = delta?.rev ?? rev;
      seq = log?.next ?? seq;
      if (delta !== null || hasLog)
        yield {
          cursor: `${rev}:${seq}`,
          delta: { ...(delta ?? { rev, pipeline: null, tracks: [] }), log: hasLog ? log : null },
        };
      if (log !== null && log.chunks.length === LOG_PAGE) continue;
      await watch.changed(request.id, rev, isLogComplete ? IDLE_TICK_MS : LOG_TICK_MS, signal);
    } catch (error) {
      // The listener keeps the stream and the cursor. An outage of the database is reported in the stream.
      if (!isConnectionLost(error)) throw error;
      await watch.changed(request.id, Number.MAX_SAFE_INTEGER, DATABASE_AWAY_MS, signal);
    }
  }
}

function cursorOf({ after, log, lastEventId }: WatchRequest): { rev: number; seq: number } {
  const [, rev, seq] = /^(\d{1,15}):(\d{1,10})$/.exec(lastEventId ?? "") ?? [];
  return rev === undefined || seq === undefined
    ? { rev: after, seq: log?.after ?? 0 }
    : { rev: Number(rev), seq: Number(seq) };
}

async function placeOf(
  database: Database,
  id: number,
  log: { vertex: string; attempt: number },
): Promise<LogPlace> {
  const { track } = await trackOfVertex(database.queries, id, log.vertex);
  return { trackId: track.id, vertex: log.vertex, attempt: log.attempt };
}

async function changesAfter(
  database: Database,
  id: number,
  rev: number,
): Promise<Omit<PipelineDelta, "log"> | null> {
  const found = await findPipeline(database.queries, id);
  if (found === null || found.pipeline.rev <= rev) return null;
  const rows = await tracksChangedAfter(database.queries, id, rev);
  return {
    rev: found.pipeline.rev,
    pipeline: await summaryOf(database.queries, found),
    tracks: await trackViews(database.queries, found, rows),
  };
}
