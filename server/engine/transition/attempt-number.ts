import type { TrackState } from "../model/track.ts";
import type { Move, TrackNow } from "../plan/pipeline-now.ts";

/**
 * The number of a track's newest attempt after a move. An attempt begins when a runner starts the script, when a new
 * child is to be launched, and when the track waits to be called.
 *
 * @param isStopped a failure stopped the pipeline, or its time is over.
 */
export function attemptAfter(
  { state, sleep, attempt }: Pick<TrackNow, "state" | "sleep" | "attempt">,
  move: Pick<Move, "sleep" | "isSameChild"> & { readonly to: TrackState },
  isStopped: boolean,
): number {
  const isNewWait = move.sleep === "callback" || (move.sleep === "child" && move.isSameChild !== true);
  const begins = move.to === "running" || (move.to === "sleeping" && isNewWait);
  // A wait that ends for a reason outside of it was not decided: it waits again at the same address, under this number.
  const isUndecided = move.to === "waiting" || (move.to === "skipped" && isStopped);
  const isTakenBack = state === "sleeping" && sleep === "callback" && isUndecided;
  return attempt + Number(begins) - Number(isTakenBack);
}
