import type { ExpectedDurations, TrackChanges } from "#contract/pipelines/timeline.ts";
import type { TrackState } from "#engine/model/track.ts";
import type { Queries } from "#platform/database/db.ts";
import { type EventPlace, trackChangesOf } from "#repos/pipelines/events/event-rows.ts";
import { expectedDurations } from "#repos/pipelines/history/expected-duration-rows.ts";
import { planOfPipeline } from "../../pipeline-session/read/revision-content.ts";
import { pipelineWithId } from "./show-summary.ts";

const BEGINNING: EventPlace = { rev: 0, n: 0 };

/** From so many earlier runs it is known how long a vertex takes. */
const RUNS = 10;

/** What happened to the tracks of a pipeline, in order, beginning after `after`. */
export async function listTrackChanges(
  tx: Queries,
  id: number,
  after: EventPlace = BEGINNING,
  limit: number,
): Promise<TrackChanges> {
  const rows = await trackChangesOf(tx, id, after, limit);
  const last = rows.at(-1) ?? after;
  return {
    changes: rows.map(({ number, attempt, fromState, toState, at }) => ({
      number: number ?? -1,
      attempt: attempt ?? 0,
      from: fromState as TrackState,
      to: toState as TrackState,
      at: at.getTime(),
    })),
    next: { rev: last.rev, n: last.n },
    isAll: rows.length < limit,
  };
}

/**
 * How long each vertex of a pipeline took in the last succeeded runs of its graph. Items have no history: their names may
 * mean something else each time.
 *
 * @throws Refused `not-found`.
 */
export async function listExpectedDurations(tx: Queries, id: number): Promise<ExpectedDurations> {
  const { pipeline } = await pipelineWithId(tx, id);
  if (pipeline.hasItems) return { runs: 0, vertices: [] };
  const { plan } = await planOfPipeline(tx, pipeline);
  const rows = await expectedDurations(tx, pipeline.graphId, id, RUNS);
  const byName = new Map(rows.map((row) => [row.name, row]));
  return {
    runs: Math.max(0, ...rows.map(({ runs }) => runs)),
    vertices: plan.vertices.flatMap(({ name, number }) => {
      const row = byName.get(name);
      return row === undefined ? [] : [{ number, ms: row.ms }];
    }),
  };
}
