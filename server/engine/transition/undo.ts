import type { Forbidden, PipelineEvent, TrackNow } from "../plan/pipeline-now.ts";
import type { PlanVertex } from "../plan/plan.ts";
import { topologicalOrder } from "../plan/plan.ts";
import { ancestorsOf, descendantsOf } from "../plan/plan-reach.ts";
import { isToUndo, leftToUndo, notUndoneText, roundsOf } from "../policies/left-to-undo.ts";
import { undoWayOf } from "../policies/undo-policy.ts";
import { endPipeline } from "./final-steps.ts";
import { restartFrom } from "./reopen.ts";
import {
  forbidden,
  forbiddenByLater,
  forbiddenByRun,
  forbiddenByUndo,
} from "./working-pipeline/forbidden.ts";
import type { WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

const NOTHING_TO_UNDO = "nothing to undo";
const NO_UNDO_SCRIPT = "it has no undo script";
/** The reason of a track whose child pipelines are being undone. */
export const UNDOES_CHILDREN = "its child pipelines are being undone";

/**
 * Ends a pipeline that failed, and begins its undo if it has anything that can be undone. Else it stays failed, and its
 * reason says what has no undo script.
 */
export function undoFailedPipeline(work: WorkingPipeline): void {
  const { canUndo, missing } = leftToUndo(work.plan, work.everyTrack());
  if (canUndo) {
    work.movePipeline("failed");
    beginUndo(work, null);
  } else
    endPipeline(work, "failed", missing.length > 0 ? reasonWithMissing(work, missing) : work.pipeline.reason);
}

/** Begins to undo an ended pipeline: all of it, or only the vertex `from` and everything behind it. */
export function beginUndo(work: WorkingPipeline, from: number | null): void {
  work.movePipeline("reverting", { undoFrom: from });
  continueUndo(work);
}

/**
 * Starts the undo of every track that has nothing left to undo behind it, so that tracks are undone in the reverse order
 * of the edges. A track without undo script does not stop the others. A failed undo stops the undo of everything before
 * it. Reads the whole graph each time an undo ends.
 *
 * @returns the vertex from which the pipeline runs again, once the undo down to it is complete; otherwise null.
 */
export function continueUndo(work: WorkingPipeline): number | null {
  if (work.pipeline.state !== "reverting") return null;
  const { undoFrom } = work.pipeline;
  const scope = undoFrom === null ? null : new Set([undoFrom, ...descendantsOf(work.plan, undoFrom)]);
  const isInScope = (number: number) => scope === null || scope.has(number);
  work.everyTrack();
  const isBlocked = new Set<number>();
  let isBusy = false;
  let broken: PlanVertex | null = null;
  for (const vertex of [...topologicalOrder(work.plan)].reverse()) {
    const { number } = vertex;
    const isStopped = vertex.outs.some(({ head }) => isBlocked.has(head));
    if (!isStopped && isInScope(number) && isToUndo(vertex, work.track(number))) startUndo(work, vertex);
    const { state } = work.track(number);
    if (state === "reverting") isBusy = true;
    if (state === "revert_failed" && isInScope(number)) broken = vertex;
    if (isStopped || state === "reverting" || state === "revert_failed") isBlocked.add(number);
  }
  if (isBusy) return null;
  if (broken !== null) {
    const reason = work.track(broken.number).reason ?? "unknown";
    endPipeline(work, "failed", `the undo of ${broken.name} failed: ${reason}`);
    return null;
  }
  if (undoFrom !== null) return undoFrom;
  const { missing } = leftToUndo(work.plan, work.everyTrack());
  if (missing.length > 0) endPipeline(work, "failed", reasonWithMissing(work, missing));
  else endPipeline(work, "reverted", work.pipeline.reason);
  return null;
}

function reasonWithMissing({ pipeline: { reason } }: WorkingPipeline, missing: readonly string[]): string {
  const text = notUndoneText(missing);
  if (reason === null) return text;
  return reason.includes(text) ? reason : `${reason}; ${text}`;
}

function startUndo(work: WorkingPipeline, vertex: PlanVertex): void {
  const { number } = vertex;
  switch (undoWayOf(vertex)) {
    case "nothing":
      work.move(number, "reverted", NOTHING_TO_UNDO);
      return;
    case "missing":
      work.move(number, "not_reverted", NO_UNDO_SCRIPT);
      return;
    case "children":
      startUndoOfChildren(work, number);
      return;
    case "script": {
      const { state, attempt, toUndo } = work.track(number);
      const isUndoneToo = state === "succeeded" || (state === "failed" && vertex.spec.revertFailed === true);
      const earlier = roundsOf(vertex, toUndo);
      const last = isUndoneToo && earlier.at(-1) !== attempt ? [attempt] : [];
      work.adjust(number, { toUndo: [...earlier, ...last] });
      work.move(number, "reverting", null);
    }
  }
}

function startUndoOfChildren(work: WorkingPipeline, number: number): void {
  work.move(number, "reverting", UNDOES_CHILDREN, { sleep: "child", isSameChild: true });
}

/**
 * Ends the undo of one track, and continues with the tracks before it. With earlier rounds left, the round before is
 * undone next.
 */
export function endUndo(
  work: WorkingPipeline,
  number: number,
  to: "reverted" | "revert_failed" | "not_reverted",
  reason: string | null,
): void {
  const vertex = work.vertex(number);
  const left = roundsOf(vertex, work.track(number).toUndo).slice(0, -1);
  if (to === "reverted" && left.length > 0 && undoWayOf(vertex) === "script") {
    work.adjust(number, { toUndo: left });
    work.move(number, "reverting", reason);
    return;
  }
  work.move(number, to, reason);
  if (to === "reverted") work.adjust(number, { outputs: null, next: null, toUndo: null, rounds: null });
  const from = continueUndo(work);
  if (from !== null) restartFrom(work, from);
}

/** Ends the undo of a track whose child pipelines are undone, or could not be. */
export function endUndoOfChildren(
  work: WorkingPipeline,
  { number, to, reason }: Extract<PipelineEvent, { type: "children-undone" }>,
): Forbidden | null {
  if (!isUndoneInside(work.track(number))) return forbidden(work, number, "undone");
  endUndo(work, number, to, reason);
  return null;
}

/**
 * Tries the undo of a track again. It is refused while something behind the track is not undone: that ran after the undo
 * had failed.
 */
export function retryUndo(work: WorkingPipeline, number: number): Forbidden | null {
  if (work.pipeline.state === "running") return forbiddenByRun(work, number);
  work.everyTrack();
  // What is before it is being undone already, and would not wait for it.
  const before = ancestorsOf(work.plan, number).find((each) => work.track(each).state === "reverting");
  if (before !== undefined) return forbiddenByUndo(work, number);
  const behind = new Set(descendantsOf(work.plan, number));
  for (const vertex of [...topologicalOrder(work.plan)].reverse()) {
    if (!behind.has(vertex.number)) continue;
    const way = undoWayOf(vertex);
    const isToDo = isToUndo(vertex, work.track(vertex.number));
    if (isToDo && (way === "missing" || way === "nothing")) startUndo(work, vertex);
    const { state } = work.track(vertex.number);
    if (isToUndo(vertex, work.track(vertex.number)) || state === "reverting" || state === "revert_failed")
      return forbiddenByLater(work, number, vertex.number);
  }
  work.movePipeline("reverting", { reason: null });
  if (undoWayOf(work.vertex(number)) === "children") startUndoOfChildren(work, number);
  else work.move(number, "reverting", null);
  return null;
}

/** Goes on with a track after what could not be undone in its child pipelines was mended, or is tried again. */
export function resumeUndoOfChildren(work: WorkingPipeline, number: number): Forbidden | null {
  const { state, sleep } = work.track(number);
  if (state === "sleeping" && sleep === "undo") {
    work.move(number, "sleeping", "its child pipeline is mended", { sleep: "child", isSameChild: true });
    return null;
  }
  const isUndone = state === "revert_failed" || state === "not_reverted";
  if (!isUndone || undoWayOf(work.vertex(number)) !== "children") return forbidden(work, number, "undone");
  return retryUndo(work, number);
}

/** True while the child pipelines of the track are being undone: the track itself has no script to run. */
export function isUndoneInside({ state, sleep }: Pick<TrackNow, "state" | "sleep">): boolean {
  return state === "reverting" && sleep === "child";
}
