import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";

/** Makes a running track lost: nobody knows how far its attempt got. `reason` is for the person who decides. */
export async function loseIn(
  session: PipelineSession,
  number: number,
  reason: string,
  actor: string,
): Promise<void> {
  const isUndo = session.track(number).state === "reverting";
  const isCancelled = session.row.cancelledBy !== null && session.isEndedEarlyFor(number);
  const end = { outputs: null, exitCode: null, signal: null, reason, logBytes: 0, isLogCut: false };
  const state = isUndo ? "failed" : isCancelled ? "cancelled" : "lost";
  const { attempt } = session.track(number);
  session.endAttempt(number, { state, ...end });
  await session.decide({ type: "lost", number, reason }, actor);
  // A rule has decided, so its late result does not count any more.
  const isOver = state === "lost" && session.track(number).state !== "lost";
  if (isOver && session.track(number).attempt === attempt)
    session.endAttempt(number, { state, ...end, isOver });
}
