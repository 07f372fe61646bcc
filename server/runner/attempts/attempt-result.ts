import type { ClaimedTrack } from "#services/attempts/claim-tracks.ts";
import type { AttemptResult } from "#services/attempts/settle-tracks.ts";

/** The result of a claimed track. `end` null: it was never begun, and goes back to the others. */
export function resultOf(
  { trackId, pipelineId, number, attempt, token }: ClaimedTrack,
  end: AttemptResult["end"],
): AttemptResult {
  return { trackId, pipelineId, number, attempt, token, end, logBytes: 0, isLogCut: false };
}
