import { hadNoTime } from "../model/track.ts";
import { isFailureHandled } from "../plan/failure-handling.ts";
import type { TrackNow } from "../plan/pipeline-now.ts";
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
