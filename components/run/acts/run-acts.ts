import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import type { Act } from "#engine/rights/acts.ts";

/** What a person can do with a whole pipeline. */
export type RunAct = "pause" | "resume" | "cancel" | "retry" | "undo" | "again" | "priority";

type State = Pick<PipelineSummary, "state" | "isPaused" | "isCancelling" | "isTest" | "counts">;

/**
 * What the state of a pipeline allows. The engine has the last word.
 *
 * @param canUndo its graph has undo scripts.
 */
export function possibleRunActs(pipeline: State, canUndo: boolean): ReadonlySet<RunAct> {
  const { state, isPaused, isCancelling, isTest } = pipeline;
  const acts = new Set<RunAct>();
  if (hasFailed(pipeline)) acts.add("retry");
  if (state === "running" || state === "reverting") {
    if (!isCancelling) acts.add(isPaused ? "resume" : "pause");
    if (state === "running") acts.add("cancel");
    return acts.add("priority");
  }
  if (canUndo && state !== "reverted") acts.add("undo");
  return isTest ? acts : acts.add("again");
}

/** True if something in it may be retried. */
function hasFailed({ state, isCancelling, counts }: State): boolean {
  const { failed = 0, revert_failed: notUndone = 0 } = counts;
  return state === "failed" || (state === "running" && !isCancelling && failed + notUndone > 0);
}

/** The right that an act needs in the folder of the graph. */
export function rightOf(act: RunAct): Act {
  return act === "again" ? "launch" : "control";
}
