import type { TrackState } from "../../model/track.ts";
import type { Move, TrackNow } from "../../plan/pipeline-now.ts";

/**
 * The number of a track's newest attempt after a move. An attempt begins when a runner claims the track, when a new
 * child pipeline is to be launched, and when the track starts to wait for a callback.
 *
 * @param isStopped true if a failure stopped the pipeline, or its time is over.
 */
export function attemptAfter(
  { state, sleep, attempt }: Pick<TrackNow, "state" | "sleep" | "attempt">,
  move: Pick<Move, "sleep" | "isSameChild"> & { readonly to: TrackState },
  isStopped: boolean,
): number {
  const isNewWait = move.sleep === "callback" || (move.sleep === "child" && move.isSameChild !== true);
  const begins = move.to === "running" || (move.to === "sleeping" && isNewWait);
  // A wait for a callback that ends without a result may wait again. It then has the same number and the same address.
  const isUndecided = move.to === "waiting" || (move.to === "skipped" && isStopped);
  const isTakenBack = state === "sleeping" && sleep === "callback" && isUndecided;
  return attempt + Number(begins) - Number(isTakenBack);
}
