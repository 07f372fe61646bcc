import type { EndedPipelineState } from "../model/pipeline.ts";
import { isEnded } from "../model/track.ts";
import { endPipeline } from "./final-steps.ts";
import { undoFailedPipeline } from "./undo.ts";
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
    if (to === "failed" && onFailure === "revert") undoFailedPipeline(work);
    else endPipeline(work, to, reason);
  }
  const { state, openTracks, endState, cancelledBy } = work.pipeline;
  if (state !== "running" || openTracks > 0 || endState === null) return;
  const hasFailed = finals.some((number) => work.countsAsFailed(number));
  const to = hasFailed ? "failed" : cancelledBy !== null ? "cancelled" : endState;
  work.movePipeline(to, { endState: null });
}

function endOf({ pipeline }: WorkingPipeline): { to: EndedPipelineState; reason: string | null } {
  const { cancelledBy, failedTracks, isOverdue, reason } = pipeline;
  if (cancelledBy !== null) return { to: "cancelled", reason: `cancelled by ${cancelledBy}` };
  return { to: failedTracks > 0 || isOverdue ? "failed" : "succeeded", reason };
}
