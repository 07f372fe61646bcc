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
  session.endAttempt(number, {
    state: isUndo ? "failed" : isCancelled ? "cancelled" : "lost",
    outputs: null,
    exitCode: null,
    signal: null,
    reason,
    logBytes: 0,
    isLogCut: false,
  });
  await session.decide({ type: "lost", number, reason }, actor);
}
