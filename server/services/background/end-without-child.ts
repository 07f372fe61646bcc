import { stoppedText } from "#engine/plan/item-rules.ts";
import type { AttemptOutcome } from "#engine/plan/pipeline-now.ts";
import type { PipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";

/** Why no child is launched, where the parent was cancelled, timed out or stopped meanwhile. */
export function endBeforeLaunch(session: PipelineSession, number: number): AttemptOutcome | null {
  // It is an item, and so many others failed that nothing new starts, except what a person runs again.
  if (session.plan.items !== null && session.row.halt !== null && session.track(number).decidedBy === null)
    return { to: "handed-back" };
  if (!session.isEndedEarlyFor(number)) return null;
  const { cancelledBy, isOverdue } = session.row;
  if (cancelledBy !== null) return { to: "cancelled", reason: `cancelled by ${cancelledBy}` };
  return isOverdue ? { to: "failed", reason: "ended: the pipeline's time was over" } : null;
}

/** The outcome of an item whose child was stopped because too many items had failed; null where it was not. */
export function stoppedOutcome(
  session: PipelineSession,
  number: number,
  { state }: Pick<PipelineRow, "state">,
): AttemptOutcome | null {
  const { items } = session.plan;
  const isEndedHere = session.row.isOverdue || session.row.cancelledBy !== null;
  const isStopped = state === "cancelled" && !isEndedHere && session.track(number).isKillAsked;
  return isStopped && items !== null ? { to: "failed", reason: stoppedText(items) } : null;
}
