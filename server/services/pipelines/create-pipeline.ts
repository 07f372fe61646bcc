import { randomBytes } from "node:crypto";
import { timeoutOfPipeline } from "#engine/kinds/graph/child-pipeline.ts";
import { isCallback } from "#engine/kinds/wait/callback.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { NEW_PIPELINE, NEW_TRACK } from "#engine/plan/pipeline-now.ts";
import type { PlanVertex } from "#engine/plan/plan.ts";
import { needsSlots } from "#engine/policies/concurrency-claims.ts";
import type { ItemsOf, ItemValues } from "#engine/policies/foreach.ts";
import { countsWithOf, isQueuedAtLaunch, type PipelineLimit } from "#engine/policies/pipeline-limit.ts";
import { labelsKey } from "#engine/shape/labels.ts";
import type { LaunchLabels } from "#engine/shape/launch-labels.ts";
import type { Queries } from "#platform/database/db.ts";
import { failpoint } from "#platform/failpoint.ts";
import { lockGraphById } from "#repos/graphs/graph-rows.ts";
import { pipelinesAbove } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { countBegunOf, queuedPipelinesOf } from "#repos/pipelines/pipeline-queue-rows.ts";
import type { TrackRow } from "#repos/tracks/track-rows.ts";
import { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { LoadedTracks } from "../pipeline-session/read/loaded-tracks.ts";
import type { SealedPlan } from "../pipeline-session/read/revision-content.ts";
import { type NewPipeline, withNewPipeline } from "../pipeline-session/with-pipeline.ts";

type Values = Readonly<Record<string, Json>>;

/** The track that a pipeline runs for. */
export type Parent = {
  readonly parentId: number;
  readonly parentNumber: number;
  readonly parentAttempt: number;
  readonly isParentPaused: boolean;
  /** The timeout of its vertex, in milliseconds; null: no limit. */
  readonly timeout: number | null;
};

/** What a pipeline begins with. */
export type Beginning = {
  readonly name: string;
  readonly launchKey: string | null;
  /** Already checked. */
  readonly params: Values;
  /** By vertex number; already checked. */
  readonly given: ReadonlyMap<number, Values>;
  /** Vertices that stop before they begin. */
  readonly breaks: ReadonlySet<string>;
  /**
   * The numbers of the vertices that are skipped, each with the heads that go on, where the graph does not decide that.
   */
  readonly skippedAtLaunch?: ReadonlyMap<number, readonly number[] | null>;
  readonly actor: string;
  /** Added to the priority of each vertex: smaller goes first. */
  readonly priority?: number;
  /** What was noted of its launch. */
  readonly labels?: LaunchLabels | null;
  readonly parent?: Parent;
  /** It tests a part of a draft, or runs below such a pipeline. */
  readonly isTest?: boolean;
  /** The vertex whose items this pipeline runs. */
  readonly items?: {
    readonly vertex: PlanVertex;
    readonly of: ItemsOf;
    readonly values: readonly ItemValues[];
  };
};

const CALL_KEY_BYTES = 16;
/**
 * Inserts a pipeline with all its tracks, as the engine decides about its launch. Where the graph's limit of running
 * pipelines is reached, it is queued, and the engine decides nothing yet.
 *
 * @returns its id.
 * @throws Refused `bad-input` where a vertex cannot be skipped.
 */
export async function createPipeline(
  tx: Queries,
  { graphId, sealed }: { readonly graphId: number; readonly sealed: SealedPlan },
  beginning: Beginning,
): Promise<number> {
  const { pipelines: max } = sealed.plan.limits;
  const { parent = null } = beginning;
  const above = parent === null ? [] : await pipelinesAbove(tx, parent.parentId);
  const countsWith = countsWithOf(graphId, above);
  const isQueued = max !== null && isQueuedAtLaunch(countsWith, await limitNow(tx, graphId, max));
  const pipeline: NewPipeline = {
    row: rowOf(graphId, sealed, beginning, { countsWith, reason: isQueued ? queuedText(max) : null }),
    items: beginning.items?.of ?? null,
    // The timeout of a queued pipeline begins when it is admitted.
    timeout: isQueued ? null : timeoutOfPipeline(sealed.plan.timeout, parent?.timeout ?? null),
    sealed,
    tracks: (id) => sealed.plan.vertices.map((vertex) => trackOf(sealed, id, vertex, beginning)),
  };
  const { actor, skippedAtLaunch } = beginning;
  return withNewPipeline(tx, pipeline, async (session) => {
    failpoint("in-launch");
    const refusedAs = { code: "bad-input", kept: "Nothing was launched." } as const;
    if (!isQueued) await session.decide({ type: "launched" }, actor, refusedAs);
    else if (skippedAtLaunch !== undefined && skippedAtLaunch.size > 0) {
      // This only checks whether the pipeline could begin. Its result is not written.
      const { row, graphName, facts } = session;
      const tracks = LoadedTracks.ofNew(row.id, pipeline.tracks(row.id));
      const trial = new PipelineSession({ tx, now: new Date(facts.now) }, { row, graphName }, sealed, tracks);
      await trial.decide({ type: "launched" }, actor, refusedAs);
    }
  });
}

async function limitNow(tx: Queries, graphId: number, max: number): Promise<PipelineLimit> {
  await lockGraphById(tx, graphId);
  const queued = (await queuedPipelinesOf(tx, graphId, 1)).length;
  return { max, begun: await countBegunOf(tx, graphId), queued };
}

/** The reason that people see while a pipeline is queued. */
export function queuedText(max: number): string {
  return `queued: the graph's limit of ${max} running pipeline${max === 1 ? "" : "s"} is reached`;
}

function rowOf(
  graphId: number,
  { revisionId, plan }: SealedPlan,
  { name, launchKey, params, actor, priority = 0, labels = null, parent, isTest = false }: Beginning,
  queue: { readonly countsWith: number | null; readonly reason: string | null },
): NewPipeline["row"] {
  return {
    graphId,
    revisionId,
    name,
    launchKey,
    params,
    priority,
    labels: labels === null || Object.keys(labels).length === 0 ? null : labels,
    launchedBy: actor,
    rev: 1,
    ...NEW_PIPELINE,
    openTracks: plan.vertices.length,
    reason: queue.reason,
    isQueued: queue.reason !== null,
    countsWith: queue.countsWith,
    isPaused: false,
    isReopened: false,
    acknowledgedBy: null,
    removedAt: null,
    logsRemovedAt: null,
    lastLogsRemovedAt: null,
    isTest,
    callKey: plan.vertices.some(isCallback) ? randomBytes(CALL_KEY_BYTES) : null,
    parentId: parent?.parentId ?? null,
    parentNumber: parent?.parentNumber ?? null,
    parentAttempt: parent?.parentAttempt ?? null,
    parentTimeout: parent?.timeout ?? null,
    isParentPaused: parent?.isParentPaused ?? false,
  };
}

/** A track that waits for its in-edges. It has no id before it is inserted. */
function trackOf(sealed: SealedPlan, pipelineId: number, vertex: PlanVertex, beginning: Beginning): TrackRow {
  const { given, breaks, skippedAtLaunch, priority = 0, items } = beginning;
  const { number, spec } = vertex;
  const times = {
    giveUpAt: null,
    dueAt: null,
    claimAt: null,
    readyAt: null,
    startedAt: null,
    finishedAt: null,
  };
  const unclaimed = { token: null, runnerId: null, isKillAsked: false, decidedBy: null, decidedWhy: null };
  return {
    ...NEW_TRACK,
    ...times,
    ...unclaimed,
    id: 0,
    pipelineId,
    number,
    rev: 1,
    waits: vertex.ins.length,
    next: skippedAtLaunch?.get(number) ?? null,
    priority: (spec.priority ?? 0) + priority,
    labels: labelsKey(spec.labels ?? [], spec.fence),
    hasConcurrencyClaims: needsSlots(sealed.plan, vertex),
    given: given.get(number) ?? items?.values[number]?.given ?? {},
    inputProblems: items?.values[number]?.inputProblems ?? null,
    hasSetValues: false,
    isBreak: breaks.has(vertex.name),
    isSkippedAtLaunch: skippedAtLaunch?.has(number) === true,
  };
}
