import { activate } from "./begin.ts";
import { joinDecision } from "./join-decision.ts";
import { beginUndo } from "./undo.ts";
import type { Arrival, WorkingPipeline } from "./working-pipeline.ts";

/** Tells each head the outcome of its in-edge, until nothing is left to decide. Then ends the pipeline, if all tracks ended. */
export function propagate(work: WorkingPipeline): void {
  for (let next = work.nextArrival(); next !== undefined; next = work.nextArrival()) deliver(work, next);
  endPipelineIfDone(work);
}

function deliver(work: WorkingPipeline, { edge: { head }, outcome }: Arrival): void {
  const before = work.track(head);
  const waits = before.waits - 1;
  const live = before.live + (outcome.kind === "live" ? 1 : 0);
  const blame = before.blame ?? (outcome.kind === "broken" ? outcome.blame : null);
  work.adjust(head, { waits, live, blame });
  if (before.state !== "waiting") return;
  const decision = joinDecision(work.vertex(head), { waits, live, blame });
  if (decision === "ready") activate(work, head);
  else if (decision === "skip") work.skip(head, blame);
}

function endPipelineIfDone(work: WorkingPipeline): void {
  const { state, openTracks, failedTracks, cancelledBy, isOverdue } = work.pipeline;
  if (state !== "running" || openTracks > 0) return;
  if (cancelledBy !== null) {
    work.movePipeline("cancelled", { reason: `cancelled by ${cancelledBy}` });
    return;
  }
  const hasFailed = failedTracks > 0 || isOverdue;
  work.movePipeline(hasFailed ? "failed" : "succeeded");
  if (hasFailed && work.plan.onFailure === "revert") beginUndo(work, null);
}
