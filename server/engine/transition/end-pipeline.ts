import type { EndedPipelineState } from "../model/pipeline.ts";
import { isEnded } from "../model/track.ts";
import { endPipeline } from "./final-steps.ts";
import { undoFailedPipeline } from "./undo.ts";
import { firstFailureText } from "./working-pipeline/failure-after.ts";
import type { WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

/**
 * Ends a running pipeline when all its tracks have ended. If only its final steps are left, it is undone first where its
 * graph says so, and then they begin.
 */
export function endPipelineIfDone(work: WorkingPipeline): void {
  const { finals, onFailure } = work.plan;
  if (work.pipeline.state !== "running" || work.pipeline.openTracks > finals.length) return;
  const open = finals.filter((number) => !isEnded(work.track(number).state));
  if (work.pipeline.openTracks > open.length) return;
  if (work.pipeline.endState === null) {
    const { to, reason } = endOf(work);
    if (to === "failed" && onFailure === "revert" && hasFailure(work)) undoFailedPipeline(work);
    else endPipeline(work, to, reason);
  }
  const { state, openTracks, endState, cancelledBy } = work.pipeline;
  if (state !== "running" || openTracks > 0 || endState === null) return;
  const hasFailed = finals.some((number) => work.countsAsFailed(number));
  // A cancel that came while only final steps ran hides no failure and no undo.
  const isCancelled = cancelledBy !== null && (endState === "succeeded" || endState === "cancelled");
  const to = hasFailed ? "failed" : isCancelled ? "cancelled" : endState;
  // What is not cancelled can be retried, unless the cancel came before the final steps.
  const isCancelDropped = to !== "cancelled" && endState !== "cancelled";
  work.movePipeline(to, { endState: null, ...(isCancelDropped && { cancelledBy: null, isKilled: false }) });
}

function hasFailure({ pipeline }: WorkingPipeline): boolean {
  return pipeline.failedTracks > 0 || pipeline.isOverdue;
}

function endOf(work: WorkingPipeline): { to: EndedPipelineState; reason: string | null } {
  const { cancelledBy, undoneTracks, reason } = work.pipeline;
  if (cancelledBy !== null) return { to: "cancelled", reason: `cancelled by ${cancelledBy}` };
  // What failed first was run again since, and something else is failed still.
  if (hasFailure(work))
    return { to: "failed", reason: reason ?? firstFailureText(work.plan, work.everyTrack()) };
  // A person ran only a part of an undone pipeline again.
  if (undoneTracks > 0) return { to: "failed", reason: "a part of it was undone and has not run again" };
  return { to: "succeeded", reason };
}
