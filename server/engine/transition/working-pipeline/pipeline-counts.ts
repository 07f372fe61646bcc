import { isEnded, isOfUndo, type TrackState } from "../../model/track.ts";
import { isFailureHandled } from "../../plan/failure-handling.ts";
import type { PipelineNow, TrackNow } from "../../plan/pipeline-now.ts";
import type { PlanVertex } from "../../plan/plan.ts";

type Counts = Pick<
  PipelineNow,
  "openTracks" | "failedTracks" | "handledFailures" | "staleTracks" | "undoneTracks"
>;

/**
 * What a pipeline counts after a track has changed its state.
 *
 * @param track as it was before.
 * @param isStale whether it is stale now.
 */
export function countsAfter(
  { openTracks, failedTracks, handledFailures, staleTracks, undoneTracks }: Counts,
  vertex: PlanVertex,
  track: TrackNow,
  to: TrackState,
  isStale: boolean,
): Counts {
  const failed = Number(to === "failed") - Number(track.state === "failed");
  const isHandled = isFailureHandled(vertex, track);
  return {
    openTracks: openTracks + Number(isEnded(track.state)) - Number(isEnded(to)),
    failedTracks: failedTracks + (isHandled ? 0 : failed),
    handledFailures: handledFailures + (isHandled ? failed : 0),
    undoneTracks: undoneTracks + Number(isOfUndo(to)) - Number(isOfUndo(track.state)),
    staleTracks: staleTracks + Number(isStale) - Number(track.isStale),
  };
}
