import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";

/** Tracks that are lost before a decision which may end them. All tracks of the session are loaded. */
export function lostTracks(session: PipelineSession): readonly number[] {
  return [...session.tracks.allForEngine().values()]
    .filter(({ state }) => state === "lost")
    .map(({ number }) => number);
}

/**
 * Ends the attempts of tracks that were lost and that a decision has ended: their late results are refused from now on. A
 * track took until it was lost, not until somebody decided.
 */
export function closeLostAttempts(session: PipelineSession, lost: readonly number[]): void {
  for (const number of lost) {
    const { state, reason } = session.track(number);
    if (state !== "cancelled" && state !== "failed") continue;
    const nothing = { outputs: null, exitCode: null, signal: null, logBytes: 0, isLogCut: false };
    session.endAttempt(number, { state, reason, ...nothing });
    session.adjust(number, { finishedAt: "once" });
  }
}
