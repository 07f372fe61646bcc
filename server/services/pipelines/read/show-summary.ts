import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import { type NeedsBelow, needsBelowText, needsText, needsTogether } from "#engine/explain/needs-person.ts";
import { remarksText } from "#engine/explain/remarks.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import type { TrackState } from "#engine/model/track.ts";
import { isWithin } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import { needsBelow } from "#repos/pipelines/children/needs-below-rows.ts";
import { type PauseRow, pausesOf } from "#repos/pipelines/pause-rows.ts";
import { findPipelines, parentVertices } from "#repos/pipelines/pipeline-list-rows.ts";
import { findPipeline, type NamedPipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { type CountedTracks, countTracksByState } from "#repos/tracks/track-rows.ts";
import { planOfPipeline } from "../../pipeline-session/read/revision-content.ts";
import { refusePipeline } from "../../pipeline-session/refuse-pipeline.ts";

/** The pipeline's row with its graph's name, or a refusal if there is none. */
export async function pipelineWithId(tx: Queries, id: number): Promise<NamedPipelineRow> {
  return (await findPipeline(tx, id)) ?? refusePipeline(tx, id);
}

/**
 * A pipeline as the list shows it.
 *
 * @throws Refused `not-found`.
 */
export async function showSummary(tx: Queries, id: number): Promise<PipelineSummary> {
  return summaryOf(tx, await pipelineWithId(tx, id));
}

/**
 * The summary of a row that was read already.
 *
 * @param queue its place in a queue, as a sentence; null where it is in none.
 */
export async function summaryOf(
  tx: Queries,
  found: NamedPipelineRow,
  queue: string | null = null,
): Promise<PipelineSummary> {
  const [summary] = await summariesOf(tx, [found]);
  if (summary === undefined) throw new Error("One row in, one summary out.");
  return { ...summary, reason: queue ?? summary.reason };
}

/** The summaries of rows that were read already, in a few queries for all of them. */
export async function summariesOf(
  tx: Queries,
  rows: readonly NamedPipelineRow[],
): Promise<PipelineSummary[]> {
  const parents = await parentsOf(tx, rows);
  const counted = await countTracksByState(
    tx,
    rows.map(({ pipeline }) => pipeline.id),
  );
  const withChildren = counted.filter(({ children }) => children > 0).map(({ pipelineId }) => pipelineId);
  const below = await needsBelow(tx, withChildren);
  const pauses = await pausesOf(
    tx,
    rows.map(({ pipeline }) => pipeline),
  );
  return rows.map((row) => {
    const isOurs = (each: { readonly pipelineId: number }) => each.pipelineId === row.pipeline.id;
    return summaryFrom(row, {
      parent: parents.get(row.pipeline.id) ?? null,
      counted: counted.filter(isOurs),
      below: below.filter(isOurs),
      pause: pauses.find(isOurs) ?? null,
    });
  });
}

/** The track for which a pipeline runs, and the path of the folder of its graph. */
export type ParentOf = NonNullable<PipelineSummary["parent"]> & { readonly folder: string };

/** What a summary says besides the pipeline's own row. */
export type SummaryFacts = {
  /** Null where it runs for no track. */
  readonly parent: ParentOf | null;
  /** Its tracks, counted by their states. */
  readonly counted: readonly Pick<CountedTracks, "state" | "count" | "stopped" | "toMend" | "overridden">[];
  /** What waits for a person below its tracks. */
  readonly below: readonly NeedsBelow[];
  /** Null where it is not paused. */
  readonly pause: PauseRow | null;
};

/**
 * The summary of a pipeline of which everything was read.
 *
 * @param queue its place in a queue, as a sentence; nothing where it is in none.
 */
export function summaryFrom(
  { pipeline, graphName, folder, revisionNumber, digest }: NamedPipelineRow,
  { parent, counted, below: allBelow, pause }: SummaryFacts,
  queue: string | null = null,
): PipelineSummary {
  const counts: Partial<Record<TrackState, number>> = {};
  for (const each of counted) counts[each.state] = each.count;
  const { prompting = 0, lost = 0 } = counts;
  // A failure that the graph handles needs nobody.
  const failed = pipeline.failedTracks;
  const stopped = counted.reduce((sum, each) => sum + each.stopped, 0);
  const toMend = counted.reduce((sum, each) => sum + each.toMend, 0);
  const overrides = counted.reduce((sum, each) => sum + each.overridden, 0);
  const isOpen = !isPipelineEnded(pipeline.state);
  // Who may read a folder may read all below it, and may not know of any other.
  const isNamed = parent !== null && isWithin(parent.folder, folder);
  const own = needsText({ prompting, lost, failed, stopped, toMend }, pipeline.isPaused && isOpen);
  const below = needsTogether(allBelow);
  const isWaiting = stopped + toMend > 0 || prompting + lost + failed > 0 || below !== null;
  const needsHuman =
    (pipeline.state === "failed" && pipeline.acknowledgedBy === null) ||
    (pipeline.state === "running" && (pipeline.isPaused || isWaiting)) ||
    (pipeline.state === "reverting" && pipeline.isPaused);
  return {
    id: pipeline.id,
    name: pipeline.name,
    graph: graphName,
    folder,
    revision: revisionNumber ?? 0,
    digest,
    state: pipeline.state,
    isTest: pipeline.isTest,
    isPaused: pipeline.isPaused,
    isCancelling: pipeline.cancelledBy !== null && pipeline.state === "running",
    isParentPaused: pipeline.isParentPaused,
    isQueued: pipeline.isQueued,
    parent: isNamed ? { pipeline: parent.pipeline, vertex: parent.vertex } : null,
    isParentElsewhere: pipeline.parentId !== null && !isNamed,
    priority: pipeline.priority,
    labels: pipeline.labels ?? {},
    reason: queue ?? pipeline.reason,
    rev: pipeline.rev,
    launchedAt: pipeline.launchedAt,
    launchedBy: pipeline.launchedBy,
    finishedAt: pipeline.finishedAt,
    acknowledgedBy: pipeline.acknowledgedBy,
    pause: pause === null ? null : { by: pause.by, reason: pause.reason },
    dueAt: isTimed(pipeline) ? pipeline.dueAt : null,
    counts,
    handledFailures: pipeline.handledFailures,
    staleTracks: pipeline.staleTracks,
    overrides,
    remarks: remarksText({ ...pipeline, overrides }),
    needsHuman,
    needs: needsHuman ? [own, below === null ? "" : needsBelowText(below)].filter(Boolean).join("; ") : "",
  };
}

/** Its timeout runs: it has begun, and nothing ends it already. */
function isTimed({ state, isOverdue, cancelledBy }: NamedPipelineRow["pipeline"]): boolean {
  return state === "running" && !isOverdue && cancelledBy === null;
}

/** The track for which each of these pipelines runs. */
export async function parentsOf(
  tx: Queries,
  rows: readonly NamedPipelineRow[],
): Promise<Map<number, ParentOf>> {
  const children = rows.filter(({ pipeline }) => pipeline.parentId !== null);
  const found = await parentVertices(
    tx,
    children.map(({ pipeline }) => pipeline.id),
  );
  const parents = new Map(
    found.map(({ id, parentId, ...parent }) => [id, { pipeline: parentId, ...parent }] as const),
  );
  const ofItems = children.filter(({ pipeline }) => !parents.has(pipeline.id));
  const above = await findPipelines(tx, [...new Set(ofItems.map(({ pipeline }) => pipeline.parentId ?? 0))]);
  for (const parent of above) {
    const { plan } = await planOfPipeline(tx, parent.pipeline);
    for (const { pipeline } of ofItems)
      if (pipeline.parentId === parent.pipeline.id && pipeline.parentNumber !== null)
        parents.set(pipeline.id, {
          pipeline: pipeline.parentId,
          vertex: plan.vertices[pipeline.parentNumber]?.name ?? String(pipeline.parentNumber),
          folder: parent.folder,
        });
  }
  return parents;
}
