import { isOfUndo, type TrackState } from "../../model/track.ts";
import { isFailureHandled } from "../../plan/failure-handling.ts";
import type { TrackNow } from "../../plan/pipeline-now.ts";
import type { Plan } from "../../plan/plan.ts";

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

/** What a pipeline says of the first of these tracks that counts as failed, in the plan's order; null if none does. */
export function firstFailureText({ vertices }: Plan, tracks: readonly TrackNow[]): string | null {
  for (const track of tracks) {
    const vertex = vertices[track.number];
    if (vertex === undefined || track.state !== "failed" || isFailureHandled(vertex, track)) continue;
    return failureText(vertex.name, track.reason);
  }
  return null;
}
