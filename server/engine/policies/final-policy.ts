import type { EndedPipelineState } from "../model/pipeline.ts";
import type { PlanVertex } from "../plan/plan.ts";

/**
 * Why a final step does not run after this end of the pipeline; null if it does. A pipeline that was undone by itself has
 * failed before.
 */
export function whyNotAfter(final: PlanVertex["final"], end: EndedPipelineState): string | null {
  const isFor =
    final === "failed" ? end === "failed" || end === "reverted" : final === "always" || end === "succeeded";
  return isFor ? null : `it runs only after ${final === "failed" ? "a failure" : "a success"}`;
}
