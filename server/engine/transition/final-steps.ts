import type { EndedPipelineState } from "../model/pipeline.ts";
import { isEnded } from "../model/track.ts";
import type { PlanVertex } from "../plan/plan.ts";
import { activate } from "./begin.ts";
import type { WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

/**
 * Ends a pipeline after everything but its final steps has ended. If final steps wait, the pipeline runs on with them
 * first and keeps in `endState` how it ended.
 */
export function endPipeline(work: WorkingPipeline, to: EndedPipelineState, reason: string | null): void {
  const open = work.plan.finals.filter((number) => !isEnded(work.track(number).state));
  if (open.length === 0) {
    work.movePipeline(to, { reason, endState: null });
    return;
  }
  work.movePipeline("running", { reason, endState: to });
  for (const number of open) {
    // A person resumed the pipeline while this one ran.
    if (work.track(number).state !== "waiting") continue;
    const { final } = work.vertex(number);
    if (isFor(final, to)) activate(work, number);
    else work.end(number, "skipped", `it runs only after ${final === "failed" ? "a failure" : "a success"}`);
  }
}

/** True if a final step runs after this end. A pipeline that was undone by itself has failed before. */
function isFor(final: PlanVertex["final"], to: EndedPipelineState): boolean {
  if (final === "failed") return to === "failed" || to === "reverted";
  return final === "always" || to === "succeeded";
}

/** Lets the final steps that have ended run again at the next end. One that runs now began too early: it is stale. */
export function resetFinals(work: WorkingPipeline): void {
  work.pipeline = { ...work.pipeline, endState: null };
  for (const number of work.plan.finals) {
    const { state } = work.track(number);
    if (state === "running" || state === "lost") work.markStale(number);
    else if (state !== "waiting") work.move(number, "waiting", null);
  }
}
