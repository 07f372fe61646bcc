import type { PipelineSummary } from "#contract/pipelines.ts";
import { type NeedsBelow, needsBelowText, needsText, needsTogether } from "#engine/explain/needs-person.ts";
import { remarksText } from "#engine/explain/remarks.ts";
import { isPipelineEnded, type PipelineState } from "#engine/model/pipeline.ts";
import type { TrackState } from "#engine/model/track.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { needsBelow } from "#repos/pipelines/needs-below-rows.ts";
import { listPipelines } from "#repos/pipelines/pipeline-list-rows.ts";
import { findPipeline, type NamedPipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { type CountedTracks, countTracksByState } from "#repos/tracks/track-rows.ts";
import { graphNamed } from "../graphs/save-graph.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../pipeline-session/refused.ts";
import { refuseUnknown } from "../rights/judge.ts";

/** The pipeline's row with its graph's name, or a refusal if there is none. */
export async function pipelineWithId(tx: Queries, id: number): Promise<NamedPipelineRow> {
  return (
    (await findPipeline(tx, id)) ??
    refuse("not-found", `There is no pipeline ${id}.`, { todo: "List them with `pipeline list`." })
  );
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

async function summariesOf(tx: Queries, rows: readonly NamedPipelineRow[]): Promise<PipelineSummary[]> {
  const parents = await parentsOf(tx, rows);
  const counted = await countTracksByState(
    tx,
    rows.map(({ pipeline }) => pipeline.id),
  );
  const withChildren = counted.filter(({ children }) => children > 0).map(({ pipelineId }) => pipelineId);
  const below = await needsBelow(tx, withChildren);
  return rows.map((row) => {
    const isOurs = (each: { readonly pipelineId: number }) => each.pipelineId === row.pipeline.id;
    return summaryFrom(row, {
      parent: parents.get(row.pipeline.id) ?? null,
      counted: counted.filter(isOurs),
      below: below.filter(isOurs),
    });
  });
}

/** What a summary says besides the pipeline's own row. */
export type SummaryFacts = {
  readonly parent: PipelineSummary["parent"];
  /** Its tracks, counted by their states. */
  readonly counted: readonly Pick<CountedTracks, "state" | "count" | "stopped" | "toMend" | "forced">[];
  /** What waits for a person below its tracks. */
  readonly below: readonly NeedsBelow[];
};

/**
 * The summary of a pipeline of which everything was read.
 *
 * @param queue its place in a queue, as a sentence; nothing where it is in none.
 */
export function summaryFrom(
  { pipeline, graphName, folder, revisionNumber, digest }: NamedPipelineRow,
  { parent, counted, below: allBelow }: SummaryFacts,
  queue: string | null = null,
): PipelineSummary {
  const counts: Partial<Record<TrackState, number>> = {};
  for (const each of counted) counts[each.state] = each.count;
  const { prompting = 0, lost = 0 } = counts;
  // A failure that the graph handles needs nobody.
  const failed = pipeline.failedTracks;
  const stopped = counted.reduce((sum, each) => sum + each.stopped, 0);
  const toMend = counted.reduce((sum, each) => sum + each.toMend, 0);
  const overrides = counted.reduce((sum, each) => sum + each.forced, 0);
  const isOpen = !isPipelineEnded(pipeline.state);
  const own = needsText({ prompting, lost, failed, stopped, toMend }, pipeline.isPaused && isOpen);
  const below = needsTogether(allBelow);
  const isWaiting = stopped + toMend > 0 || prompting + lost + failed > 0 || below !== null;
  const needsHuman =
    pipeline.state === "failed" ||
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
    isPaused: pipeline.isPaused,
    isCancelling: pipeline.cancelledBy !== null && pipeline.state === "running",
    isParentPaused: pipeline.isParentPaused,
    isQueued: pipeline.isQueued,
    parent,
    priority: pipeline.priority,
    reason: queue ?? pipeline.reason,
    rev: pipeline.rev,
    launchedAt: pipeline.launchedAt,
    launchedBy: pipeline.launchedBy,
    finishedAt: pipeline.finishedAt,
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
): Promise<Map<number, NonNullable<PipelineSummary["parent"]>>> {
  const parents = new Map<number, NonNullable<PipelineSummary["parent"]>>();
  for (const { pipeline } of rows) {
    const { parentId, parentNumber } = pipeline;
    const parent = parentId === null ? null : await findPipeline(tx, parentId);
    if (parent === null || parentNumber === null) continue;
    const { plan } = await planOfPipeline(tx, parent.pipeline);
    const vertex = plan.vertices[parentNumber]?.name ?? String(parentNumber);
    parents.set(pipeline.id, { pipeline: parent.pipeline.id, vertex });
  }
  return parents;
}

/** Newest first; `next` is the `before` of the following page. */
export async function listPipelineSummaries(
  tx: Queries,
  filter: { graph?: string; state?: PipelineState; before?: number; limit: number },
  folders: FolderIds = "all",
): Promise<{ pipelines: PipelineSummary[]; next: number | null }> {
  const graph = filter.graph === undefined ? null : await graphNamed(tx, filter.graph);
  if (graph !== null && folders !== "all" && !folders.includes(graph.folderId))
    return refuseUnknown({ kind: "graph", name: filter.graph ?? "" });
  const { state, before, limit } = filter;
  const wanted = { graphId: graph?.id, state, before, limit: limit + 1 };
  const rows = await listPipelines(tx, wanted, folders);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    pipelines: await summariesOf(tx, page),
    next: rows.length > filter.limit && last !== undefined ? last.pipeline.id : null,
  };
}
