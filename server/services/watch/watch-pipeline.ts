import type { LogPage } from "#contract/pipelines.ts";
import type { PipelineDelta } from "#contract/watch.ts";
import { needsBelowText } from "#engine/explain/needs-person.ts";
import { type Database, isConnectionLost } from "#platform/database/db.ts";
import { type NeedsBelowRow, needsBelow } from "#repos/pipelines/needs-below-rows.ts";
import { findPipeline, type NamedPipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { type TrackRow, tracksByNumber, tracksChangedAfter } from "#repos/tracks/track-rows.ts";
import { logPageOf } from "../logs/read-log.ts";
import { trackOfVertex, trackViews } from "../pipelines/show-pipeline.ts";
import { pipelineWithId, summaryOf } from "../pipelines/show-summary.ts";
import type { RevPoller } from "./rev-poller.ts";

export type WatchRequest = {
  readonly id: number;
  /** The pipeline's rev that the page has. */
  readonly after: number;
  readonly log: { readonly vertex: string; readonly attempt: number; readonly after: number } | null;
  readonly lastEventId?: string | null;
};

/** How often a log is read while its attempt runs. After its end it is not read again. */
const LOG_TICK_MS = 150;
const LOG_PAGE = 200;
const DATABASE_AWAY_MS = 1_000;
/** How often is looked for people's work in the pipelines below: it does not raise the rev of this one. */
const LOOK_BELOW_MS = 2_000;

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
  const below = new WatchedBelow(database, request.id);
  while (!signal.aborted) {
    try {
      if (request.log !== null) place ??= await placeOf(database, request.id, request.log);
      const delta = (await changesAfter(database, request.id, rev)) ?? (await below.change(rev));
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
      await watch.changed(request.id, rev, isLogComplete ? LOOK_BELOW_MS : LOG_TICK_MS, signal);
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
  return deltaOf(database, found, await tracksChangedAfter(database.queries, id, rev));
}

async function deltaOf(
  { queries }: Database,
  found: NamedPipelineRow,
  rows: readonly TrackRow[],
): Promise<Omit<PipelineDelta, "log">> {
  return {
    rev: found.pipeline.rev,
    pipeline: await summaryOf(queries, found),
    tracks: await trackViews(queries, found, rows),
  };
}

/** What waits for a person in the pipelines below one that is watched. */
class WatchedBelow {
  private readonly database: Database;
  private readonly id: number;
  private known: readonly NeedsBelowRow[] = [];
  private lookedAt = 0;

  constructor(database: Database, id: number) {
    this.database = database;
    this.id = id;
  }

  /**
   * The pipeline and the tracks below which something else waits than at the last look; null if nothing changed. Other
   * tracks may have changed as well, so the cursor of the page stays at `rev`.
   */
  async change(rev: number): Promise<Omit<PipelineDelta, "log"> | null> {
    const now = performance.now();
    if (now - this.lookedAt < LOOK_BELOW_MS * 0.9) return null;
    this.lookedAt = now;
    const { queries } = this.database;
    const rows = await needsBelow(queries, [this.id]);
    const before = new Map(this.known.map((row) => [row.number, needsBelowText(row)]));
    const after = new Map(rows.map((row) => [row.number, needsBelowText(row)]));
    this.known = rows;
    const numbers = [...new Set([...before.keys(), ...after.keys()])];
    const changed = numbers.filter((number) => before.get(number) !== after.get(number));
    if (changed.length === 0) return null;
    const found = await pipelineWithId(queries, this.id);
    const delta = await deltaOf(this.database, found, await tracksByNumber(queries, this.id, changed));
    return { ...delta, rev };
  }
}
