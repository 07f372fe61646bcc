import { hadNoTime, isOfUndo } from "../model/track.ts";
import { isFailureHandled } from "../plan/failure-handling.ts";
import type { PipelineNow, TrackNow } from "../plan/pipeline-now.ts";
import type { Plan, PlanVertex } from "../plan/plan.ts";

/**
 * What a retry of all that failed runs again, in the plan's order: each failure that counts, and what had no time. Where
 * an undo failed, that is tried again instead.
 *
 * @param trackOf a track as it is now: the caller retries each one before it asks for the next, and that may have
 *   restarted others.
 */
export function* failedToRetry(plan: Plan, trackOf: (number: number) => TrackNow): Generator<number, void> {
  const isOfUndo = plan.vertices.some(({ number }) => trackOf(number).state === "revert_failed");
  for (const vertex of plan.vertices) {
    const track = trackOf(vertex.number);
    const isToRetry = isOfUndo ? track.state === "revert_failed" : isRetried(vertex, track);
    if (isToRetry) yield vertex.number;
  }
}

/** True if a retry of all that failed runs it again. */
function isRetried(vertex: PlanVertex, track: TrackNow): boolean {
  return hadNoTime(track) || (track.state === "failed" && !isFailureHandled(vertex, track));
}

/** A child pipeline of a track, with all its tracks. */
export type ChildTracks = {
  readonly plan: Plan;
  readonly pipeline: PipelineNow;
  readonly tracks: ReadonlyMap<number, TrackNow>;
};

/**
 * True if a retry of all that failed goes on in the child pipeline of a failed track, so that nothing that succeeded there
 * runs again. False where it launches another child: this one has not failed, was cancelled or undone, or nothing in it
 * has failed. See docs/decisions/136-retry-in-children.md.
 *
 * @param parent the track's pipeline. One that was undone does not wait for its children again.
 * @param child the child of the track's present attempt.
 */
export function isRetriedInside(
  parent: Pick<PipelineNow, "state">,
  track: Pick<TrackNow, "state">,
  { plan, pipeline, tracks }: ChildTracks,
): boolean {
  if (track.state !== "failed" || parent.state === "reverted") return false;
  if (pipeline.state !== "failed" || pipeline.cancelledBy !== null) return false;
  if ([...tracks.values()].some(({ state }) => isOfUndo(state))) return false;
  return plan.vertices.some((vertex) => {
    const inside = tracks.get(vertex.number);
    return inside !== undefined && isRetried(vertex, inside);
  });
}
