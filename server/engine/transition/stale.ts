import { isBegun, type TrackState } from "../model/track.ts";
import type { TrackNow } from "../plan/pipeline-now.ts";
import type { Plan, PlanVertex } from "../plan/plan.ts";
import { type EdgeOutcome, edgeOutcome } from "./edges/edge-outcome.ts";
import type { WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

/**
 * A track is stale if it has run, and something that it waits for ran again after it had started: see
 * docs/decisions/040-stale-tracks.md.
 */
export function markStale(work: WorkingPipeline, number: number): void {
  if (work.track(number).isStale) return;
  work.markStale(number);
  const vertex = work.vertex(number);
  for (const edge of vertex.outs) {
    const isTaken = edgeOutcome(edge, vertex, work.track(number))?.kind === "live";
    if (isTaken && isHeadLate(work.vertex(edge.head), work.track(edge.head))) markStale(work, edge.head);
  }
}

function isHeadLate({ join }: PlanVertex, { state, sleep, live }: TrackNow): boolean {
  return hasRun(state, sleep) && (join !== "any" || live === 1);
}

/** True if the head has begun already, and the outcome is one that it waits for. So the edge's tail ran again. */
export function isLate(
  { join }: PlanVertex,
  { state, sleep, live }: TrackNow,
  { kind }: EdgeOutcome,
): boolean {
  if (kind === "dead" || !hasRun(state, sleep)) return false;
  // A `join: any` that has begun does not wait for its other edges.
  return join !== "any" || (kind === "live" && live === 0);
}

function hasRun(state: TrackState, sleep: TrackNow["sleep"]): boolean {
  return isBegun(state) || state === "succeeded" || state === "failed" || sleep === "child";
}

/**
 * The vertices that a retry of `number` may make stale: those that have run and that its success reaches.
 *
 * @returns their numbers, in the plan's order.
 */
export function staleAfterRetry(
  plan: Plan,
  number: number,
  trackOf: (number: number) => Pick<TrackNow, "state" | "sleep">,
): readonly number[] {
  const reached = new Set(headsAfterSuccess(plan, number));
  // The loop also visits the numbers that are added to the set while it runs.
  for (const each of reached) for (const head of headsAfterSuccess(plan, each)) reached.add(head);
  return [...reached]
    .filter((each) => hasRun(trackOf(each).state, trackOf(each).sleep))
    .sort((one, other) => one - other);
}

function headsAfterSuccess({ vertices }: Plan, number: number): readonly number[] {
  return (vertices[number]?.outs ?? []).flatMap(({ when, head }) => (when === "failed" ? [] : [head]));
}
