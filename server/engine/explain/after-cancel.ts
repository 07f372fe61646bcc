import { isBegun, isEnded, isReady } from "../model/track.ts";
import type { PipelineFacts, PipelineNow, TrackNow } from "../plan/pipeline-now.ts";
import type { Plan, PlanVertex } from "../plan/plan.ts";
import { timerEdgeOf } from "../plan/timer-edge.ts";
import { advance } from "../transition/advance.ts";
import { countInEdges } from "../transition/edges/count-in-edges.ts";
import { joinDecision } from "../transition/edges/join-decision.ts";

/** What a cancel without kill does not end, as numbers of vertices in the plan's order. */
export type StillRuns = {
  /** They run now, and run to their end. */
  readonly running: readonly number[];
  /** They will run: they hang on `always` edges, are reactions already, or are final steps. */
  readonly willRun: readonly number[];
  /** They run if the tracks before them end so that they are reached. */
  readonly mayRun: readonly number[];
};

const NOTHING: StillRuns = { running: [], willRun: [], mayRun: [] };

/**
 * What still runs if a person cancels the pipeline now, and does not end everything at once.
 *
 * @param tracks every track of the pipeline.
 */
export function stillRunsAfterCancel(
  plan: Plan,
  pipeline: PipelineNow,
  tracks: ReadonlyMap<number, TrackNow>,
  facts?: PipelineFacts,
): StillRuns {
  const after = advance(plan, pipeline, tracks, { type: "cancelled", by: "" }, facts);
  if (after.kind !== "changes") return NOTHING;
  const changed = new Map(after.tracks.map((track) => [track.number, track]));
  const trackOf = (number: number): TrackNow | undefined => changed.get(number) ?? tracks.get(number);
  const still = { running: [] as number[], willRun: [] as number[], mayRun: [] as number[] };
  for (const vertex of plan.vertices) {
    const track = trackOf(vertex.number);
    if (track === undefined || isEnded(track.state)) continue;
    const group = groupOf(plan, vertex, track, trackOf);
    if (group !== null) still[group].push(vertex.number);
  }
  return still;
}

function groupOf(
  plan: Plan,
  vertex: PlanVertex,
  { state, sleep, isReaction }: TrackNow,
  trackOf: (number: number) => TrackNow | undefined,
): keyof StillRuns | null {
  if (isBegun(state) || sleep === "child") return "running";
  if (isReady(state)) return sleep === "timer" ? null : "willRun";
  if (vertex.final !== null) return vertex.final === "always" ? "willRun" : null;
  if (timerEdgeOf(vertex) !== null || !vertex.canReact) return null;
  const decided = countInEdges(plan, vertex, trackOf);
  // However the tail ends, an `always` edge is taken.
  const certain = vertex.ins.filter(({ tail, when }) => when === "always" && !hasEnded(trackOf(tail))).length;
  // A live edge that is no reaction does not start its head any more.
  const live = vertex.join === "any" && !isReaction ? 0 : decided.live;
  const edges = { ...decided, waits: decided.waits - certain, live: live + certain };
  if (edges.blame !== null && vertex.join !== "any") return null;
  const decision = joinDecision(vertex, edges);
  return decision === "ready" ? "willRun" : decision === "wait" ? "mayRun" : null;
}

function hasEnded(track: TrackNow | undefined): boolean {
  return track !== undefined && isEnded(track.state);
}
