import { isOfUndo, type TrackState } from "../../model/track.ts";
import type { TrackNow } from "../../plan/pipeline-now.ts";

/** The failure that a track remembers after a move. */
export function failureAfter(
  { state, failure }: TrackNow,
  to: TrackState,
  reason: string | null,
): TrackNow["failure"] {
  if (to === "failed") return { reason, lastLine: null };
  const isUndone = isOfUndo(to) && (state === "failed" || isOfUndo(state));
  return isUndone ? failure : null;
}

/** What a pipeline says of the failure of a vertex. */
export function failureText(name: string, reason: string | null): string {
  return `${name} failed${reason === null ? "" : `: ${reason}`}`;
}
