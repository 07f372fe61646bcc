import type { EndedPipelineState } from "../model/pipeline.ts";
import { isEnded } from "../model/track.ts";
import { whyNotAfter } from "../policies/final-policy.ts";
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
    const why = whyNotAfter(work.vertex(number).final, to);
    if (why === null) activate(work, number);
    else work.end(number, "skipped", why);
  }
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
