import { randomBytes } from "node:crypto";
import { isCallback } from "#engine/kinds/callback.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { concurrencyClaims } from "#engine/plan/concurrency-claims.ts";
import type { Plan, PlanVertex } from "#engine/plan/plan.ts";
import { labelsKey } from "#engine/shape/labels.ts";
import type { Queries } from "#platform/database/db.ts";
import { failpoint } from "#platform/failpoint.ts";
import { lockGraphById } from "#repos/graphs/graph-rows.ts";
import { countBegunOf, queuedPipelinesOf } from "#repos/pipelines/pipeline-queue-rows.ts";
import { insertPipeline, type NewPipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { insertConcurrencyClaims } from "#repos/tracks/concurrency-slot-rows.ts";
import { insertTracks, type NewTrackRow, trackIdsOf } from "#repos/tracks/track-rows.ts";
import { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { refuse } from "../pipeline-session/refused.ts";

type Values = Readonly<Record<string, Json>>;

/** What a pipeline begins with. */
export type Beginning = {
  readonly name: string;
  readonly launchKey: string | null;
  /** Judged already. */
  readonly params: Values;
  /** By vertex number; judged already. */
  readonly given: ReadonlyMap<number, Values>;
  /** Vertices that stop before they begin. */
  readonly breaks: ReadonlySet<string>;
  /** The vertices that are passed over, by number; with the heads that go on all the same, where the graph does not say. */
  readonly skippedAtLaunch?: ReadonlyMap<number, readonly number[] | null>;
  readonly actor: string;
  /** Added to the priority of each vertex: smaller goes first. */
  readonly priority?: number;
  /** The track that it runs for. */
  readonly parent?: Pick<NewPipelineRow, "parentId" | "parentNumber" | "parentAttempt" | "isParentPaused">;
  /** The vertex whose items it runs. */
  readonly items?: { readonly vertex: PlanVertex; readonly names: readonly string[] };
};

/** What people are told of a pipeline that has not begun. */
function queuedText(most: number): string {
  return `queued: of this graph ${most === 1 ? "one pipeline runs" : `${most} pipelines run`} at once`;
}

const CALL_KEY_BYTES = 16;
const FARTHEST_PRIORITY = 2_000;

function clamped(priority: number): number {
  return Math.max(-FARTHEST_PRIORITY, Math.min(FARTHEST_PRIORITY, priority));
}

/** Writes a pipeline with all its tracks, lets the engine decide what is ready, and gives its id. */
export async function beginPipeline(
  tx: Queries,
  { graphId, revisionId, plan }: { graphId: number; revisionId: number; plan: Plan },
  { name, launchKey, params, given, breaks, skippedAtLaunch, actor, priority = 0, parent, items }: Beginning,
): Promise<number> {
  const { pipelines: most } = plan.limits;
  if (most !== null) await lockGraphById(tx, graphId);
  const isQueued =
    most !== null &&
    ((await countBegunOf(tx, graphId)) >= most || (await queuedPipelinesOf(tx, graphId)).length > 0);
  const id = await insertPipeline(tx, {
    isQueued,
    ...(isQueued && { reason: queuedText(most) }),
    priority,
    graphId,
    revisionId,
    name,
    launchKey,
    state: "running",
    rev: 1,
    openTracks: plan.vertices.length,
    failedTracks: 0,
    params,
    callKey: plan.vertices.some(isCallback) ? randomBytes(CALL_KEY_BYTES) : null,
    // Its time begins with it.
    timeout: isQueued ? null : plan.timeout,
    launchedBy: actor,
    itemsOf: items === undefined ? null : { number: items.vertex.number, names: items.names },
    ...parent,
  });
  const itemOf = items === undefined ? {} : { itemOf: items.vertex.name };
  const needs = plan.vertices.map((vertex) =>
    concurrencyClaims(plan, vertex, { graphId, pipelineId: id, ...itemOf }),
  );
  const tracks = plan.vertices.map((vertex) => ({
    ...newTrack(id, vertex, given.get(vertex.number) ?? {}),
    priority: clamped((vertex.spec.priority ?? 0) + priority),
    isBreak: breaks.has(vertex.name),
    isSkippedAtLaunch: skippedAtLaunch?.has(vertex.number) === true,
    next: skippedAtLaunch?.get(vertex.number) ?? null,
    hasConcurrencyClaims: (needs[vertex.number] ?? []).length > 0,
  }));
  await insertTracks(tx, tracks);
  failpoint("in-launch");
  if (needs.some((each) => each.length > 0)) {
    const ids = await trackIdsOf(tx, id);
    const rows = needs.flatMap((each, number) =>
      each.map((need) => ({ ...need, trackId: ids.get(number) ?? -1 })),
    );
    await insertConcurrencyClaims(tx, rows);
  }
  if (isQueued && (skippedAtLaunch?.size ?? 0) === 0) return id;
  const open = await PipelineSession.open(tx, id);
  if (open === null) throw new Error(`Pipeline ${id} is not there in its own transaction.`);
  await open.load("all");
  const forbidden = await open.apply({ type: "launched" }, actor);
  if (forbidden !== null) return refuse("bad-input", forbidden, { kept: "Nothing was launched." });
  // One that waits for its turn was only asked whether it can begin: what comes of that is not written.
  if (!isQueued) await open.write();
  return id;
}

function newTrack(
  pipelineId: number,
  vertex: Plan["vertices"][number],
  given: Readonly<Record<string, Json>>,
): Omit<NewTrackRow, "priority" | "isBreak" | "isSkippedAtLaunch" | "next" | "hasConcurrencyClaims"> {
  return {
    pipelineId,
    number: vertex.number,
    state: "waiting",
    rev: 1,
    waits: vertex.ins.length,
    live: 0,
    labels: labelsKey(vertex.spec.labels ?? []),
    given,
    answers: {},
  };
}
