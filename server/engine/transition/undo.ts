import { isChild } from "../kinds/kinds.ts";
import type { TrackState } from "../model/track.ts";
import type { PlanVertex } from "../plan/plan.ts";
import { topologicalOrder } from "../plan/plan.ts";
import { descendantsOf } from "../plan/plan-reach.ts";
import { endPipeline } from "./final-steps.ts";
import { restartFrom } from "./reopen.ts";
import type { WorkingPipeline } from "./working-pipeline.ts";

const NOTHING_TO_UNDO = "nothing to undo";
const UNDO_CHILD_SEPARATELY = "its child pipeline is not undone with it: undo the child pipeline separately";

/** Begins to undo an ended pipeline: all of it, or only the vertex `from` and everything behind it. */
export function beginUndo(work: WorkingPipeline, from: number | null): void {
  work.movePipeline("reverting", { undoFrom: from });
  continueUndo(work);
}

/**
 * Starts the undo of every track that has nothing left to undo behind it, so that undo scripts run in the reverse order
 * of the edges. A track without undo script is undone at once. A failed undo script stops the undo of everything before
 * it. Reads the whole graph each time an undo script ends.
 *
 * @returns the vertex from which the pipeline runs again, once the undo down to it is complete; otherwise null.
 */
export function continueUndo(work: WorkingPipeline): number | null {
  if (work.pipeline.state !== "reverting") return null;
  const { undoFrom } = work.pipeline;
  const scope = undoFrom === null ? null : new Set([undoFrom, ...descendantsOf(work.plan, undoFrom)]);
  work.everyTrack();
  const isBlocked = new Set<number>();
  let isBusy = false;
  let broken: PlanVertex | null = null;
  for (const vertex of [...topologicalOrder(work.plan)].reverse()) {
    const { number } = vertex;
    const isStopped = vertex.outs.some(({ head }) => isBlocked.has(head));
    if (!isStopped && (scope === null || scope.has(number)) && isToUndo(vertex, work.track(number).state)) {
      if (isChild(vertex)) work.move(number, "reverted", UNDO_CHILD_SEPARATELY);
      else if (vertex.spec.revert === undefined) work.move(number, "reverted", NOTHING_TO_UNDO);
      else work.move(number, "reverting", null);
    }
    const { state } = work.track(number);
    if (state === "reverting") isBusy = true;
    if (state === "revert_failed" && (scope === null || scope.has(number))) broken = vertex;
    if (isStopped || state === "reverting" || state === "revert_failed") isBlocked.add(number);
  }
  if (isBusy) return null;
  if (broken !== null) {
    const reason = work.track(broken.number).reason ?? "unknown";
    endPipeline(work, "failed", `the undo of ${broken.name} failed: ${reason}`);
  } else if (undoFrom === null) endPipeline(work, "reverted", work.pipeline.reason);
  return broken === null ? undoFrom : null;
}

function isToUndo({ spec, final }: PlanVertex, state: TrackState): boolean {
  // Final steps run after the undo, and have no undo script.
  if (final !== null) return false;
  return state === "succeeded" || (state === "failed" && spec.revertFailed === true);
}

/** Ends the undo of one track, and continues with the tracks before it. */
export function endUndo(
  work: WorkingPipeline,
  number: number,
  to: "reverted" | "revert_failed",
  reason: string | null,
): void {
  work.move(number, to, reason);
  if (to === "reverted") work.adjust(number, { outputs: null, next: null });
  const from = continueUndo(work);
  if (from !== null) restartFrom(work, from);
}
