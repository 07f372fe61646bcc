import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { type ExecutionResult, neverStarted } from "../execution/execution.ts";

/** The result of an attempt whose task was executed. */
export function attemptResult(
  { trackId, pipelineId, number, attempt, token }: ClaimedTrack,
  { logBytes, isLogCut, ...end }: ExecutionResult,
): AttemptResult {
  return { trackId, pipelineId, number, attempt, token, end, logBytes, isLogCut };
}

/** The result of an attempt that did not begin, and failed. */
export function failedResult(track: ClaimedTrack, reason: string): AttemptResult {
  return attemptResult(track, neverStarted(reason));
}

/** The result of an attempt of which nobody knows how it ended. */
export function lostResult(track: ClaimedTrack, lostBecause: string): AttemptResult {
  return { ...handedBackResult(track), lostBecause };
}

/** The result of an attempt that did not begin, and whose track is handed back for any runner. */
export function handedBackResult(
  track: Omit<AttemptResult, "end" | "logBytes" | "isLogCut" | "secrets">,
): AttemptResult {
  const { trackId, pipelineId, number, attempt, token } = track;
  return { trackId, pipelineId, number, attempt, token, end: null, logBytes: 0, isLogCut: false };
}
