import type { ShownState } from "#components/ui/states/state-look.ts";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";

/** A pipeline's state as people see it: with the flags that change what running means. */
export function shownState({
  state,
  isPaused,
  isParentPaused,
  isQueued,
  isCancelling,
}: PipelineSummary): ShownState {
  if (state === "reverting" && (isPaused || isParentPaused)) return "paused";
  if (state !== "running") return state;
  if (isCancelling) return "cancelling";
  if (isQueued) return "pending";
  return isPaused || isParentPaused ? "paused" : "running";
}
