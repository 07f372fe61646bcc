import { isRuledApproval } from "../kinds/approval/approval-rules.ts";
import { childText, isChild } from "../kinds/kinds.ts";
import { forcedWords } from "../model/forced-state.ts";
import { isPipelineEnded } from "../model/pipeline.ts";
import { STATE_WORDS } from "../model/state-words.ts";
import { hadNoTime, isEnded, isOfUndo } from "../model/track.ts";
import type { Forbidden, PipelineEvent, TrackNow } from "../plan/pipeline-now.ts";
import { descendantsOf } from "../plan/plan-reach.ts";
import { leftToUndo } from "../policies/left-to-undo.ts";
import { activate, restart, resume, stopAtBreak } from "./begin.ts";
import { startItem } from "./item-batches.ts";
import { reopen, restartFrom } from "./reopen.ts";
import { passTimer } from "./timers.ts";
import { beginUndo, endUndo, isUndoneInside, retryUndo } from "./undo.ts";
import {
  forbidden,
  forbiddenByCancel,
  forbiddenByChildUndo,
  forbiddenByMissing,
  forbiddenByRun,
  forbiddenByUndo,
} from "./working-pipeline/forbidden.ts";
import type { WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

/**
 * Runs a failed or lost track again, or tries a failed undo again. A track that sleeps before its next attempt or poll
 * makes that now: its count of retries goes on.
 */
export function retry(
  work: WorkingPipeline,
  { number, isOfAll }: Extract<PipelineEvent, { type: "retried" }>,
): Forbidden | null {
  const { state, sleep } = work.track(number);
  if (state === "revert_failed") return retryUndo(work, number);
  if (work.pipeline.cancelledBy !== null) return forbiddenByCancel(work);
  if (work.pipeline.state === "reverting") return forbiddenByUndo(work, number);
  if (state === "sleeping" && (sleep === "retry" || sleep === "poll")) {
    restart(work, number);
    return null;
  }
  if (state !== "failed" && state !== "lost" && !hadNoTime(work.track(number)))
    return forbidden(work, number, "retried");
  const undone = work.vertex(number).ins.find(({ tail }) => isOfUndo(work.track(tail).state));
  if (undone !== undefined) return forbiddenByMissing(work, number, undone.tail);
  work.adjust(number, { retries: 0, giveUpAt: null, outputs: null });
  if (state === "lost") {
    restart(work, number);
    return null;
  }
  work.move(number, "waiting", null);
  work.adjust(number, { next: null, outputs: null });
  reopen(work, number);
  // What had no time begins at once only for who asked for it: its tail may have ended in time.
  if (state === "failed" || isOfAll !== true) passTimer(work, number);
  resume(work, number, () => startItem(work, number));
  return null;
}

/**
 * Makes a track whose child pipeline had failed wait for that child again: a person restarted the child, or decided its
 * last failure. The tracks behind a failed track are reopened. A track that was about to launch another child does not.
 */
export function reopenChild(work: WorkingPipeline, number: number): Forbidden | null {
  if (work.pipeline.cancelledBy !== null) return forbiddenByCancel(work);
  if (work.pipeline.state === "reverting") return forbiddenByUndo(work, number);
  const { state, retries } = work.track(number);
  const wait = () =>
    work.move(number, "sleeping", childText(work.vertex(number)), { sleep: "child", isSameChild: true });
  if (isBeforeAnotherChild(work, number)) {
    // That retry has not begun, so it does not count.
    work.adjust(number, { retries: retries - 1 });
    wait();
    return null;
  }
  // An undone pipeline stays undone, whatever happens to its child pipelines.
  if (work.pipeline.state === "reverted" || state !== "failed")
    return forbidden(work, number, "child-reopened");
  work.move(number, "waiting", null);
  // It waits for the same try, so the retries that it has used count.
  work.adjust(number, { next: null, outputs: null, retries });
  reopen(work, number);
  resume(work, number, wait);
  return null;
}

/** True if its child pipeline failed and an automatic retry is about to launch another one. */
function isBeforeAnotherChild(work: WorkingPipeline, number: number): boolean {
  const vertex = work.vertex(number);
  const { state, sleep } = work.track(number);
  return state === "sleeping" && sleep === "retry" && isChild(vertex) && vertex.spec.repeat === undefined;
}

/** Runs an ended track again, and everything behind it. */
export function rerun(work: WorkingPipeline, number: number): Forbidden | null {
  if (work.pipeline.cancelledBy !== null) return forbiddenByCancel(work);
  if (work.pipeline.state === "reverting") return forbiddenByUndo(work, number);
  if (!isEnded(work.track(number).state))
    return forbidden(work, number, "run again with all that is behind it");
  work.everyTrack();
  const behind = descendantsOf(work.plan, number);
  const busy = behind.find((each) => {
    const { state, sleep } = work.track(each);
    return state === "running" || state === "lost" || sleep === "child";
  });
  if (busy !== undefined)
    return {
      kind: "forbidden",
      text: `${work.vertex(busy).name}, which is behind ${work.vertex(number).name}, is ${STATE_WORDS[work.track(busy).state]}: end it first.`,
    };
  // A rerun of a vertex that was skipped at launch means that it should run now.
  work.adjust(number, { isSkippedAtLaunch: false });
  restartFrom(work, number);
  return null;
}

/** Decides a track's end by hand. */
export function force(
  work: WorkingPipeline,
  { number, to, reason, outputs = {}, next }: Extract<PipelineEvent, { type: "forced" }>,
): Forbidden | null {
  const { state } = work.track(number);
  if ((state === "revert_failed" || state === "not_reverted") && to !== "failed") {
    if (work.pipeline.state === "running") return forbiddenByRun(work, number);
    work.movePipeline("reverting", { reason: null });
    endUndo(work, number, "reverted", reason);
    return null;
  }
  if (isUndoneInside(work.track(number))) return forbiddenByChildUndo(work, number);
  if (state === "reverting" && to === "failed") {
    endUndo(work, number, "revert_failed", reason);
    return null;
  }
  if (work.pipeline.cancelledBy !== null) return forbiddenByCancel(work);
  if (work.pipeline.state === "reverting") return forbiddenByUndo(work, number);
  if (to !== "failed" && isRuledApproval(work.vertex(number)))
    return {
      kind: "forbidden",
      text: `${work.vertex(number).name} says who may approve, so nobody can set it aside. Retry it: then it asks again.`,
    };
  const isRunning = state === "running" && to === "failed";
  if (!isRunning && state !== "lost" && state !== "sleeping" && (state !== "failed" || to === "failed"))
    return forbidden(work, number, forcedWords(to));
  if (to === "failed") {
    work.end(number, "failed", reason);
    return null;
  }
  const { name } = work.vertex(number);
  if (state === "failed") work.move(number, to, reason);
  work.adjust(number, { outputs: to === "skipped" ? null : outputs, next: next ?? null });
  const nowhere =
    next !== undefined
      ? null
      : to === "skipped"
        ? work.routeSkipped(number)
        : work.route(number, "succeeded", null);
  if (nowhere !== null)
    return {
      kind: "forbidden",
      text: `${name} cannot be ${forcedWords(to)}: ${nowhere}. Say which of its successors go on.`,
    };
  if (state === "failed") reopen(work, number);
  else work.conclude(number, to, reason);
  return null;
}

/** Sets or removes a breakpoint. */
export function setBreak(work: WorkingPipeline, number: number, isSet: boolean): Forbidden | null {
  if (work.pipeline.cancelledBy !== null) return forbiddenByCancel(work);
  const { state, sleep } = work.track(number);
  work.adjust(number, { isBreak: isSet });
  if (isSet && (state === "pending" || state === "prompting")) stopAtBreak(work, number);
  if (!isSet && state === "sleeping" && sleep === "break") activate(work, number);
  return null;
}

/** Why an undo is refused where nothing would be undone. */
export const NOTHING_HAS_UNDO =
  "There is nothing to undo: nothing that the pipeline did has an undo script (`revert`), or it was undone already.";

/** Begins to undo an ended pipeline; with `from`, only down to that vertex, which then runs again. */
export function undo(
  work: WorkingPipeline,
  { from, by, why, isWithParent }: Extract<PipelineEvent, { type: "undo" }>,
): Forbidden | null {
  const { state } = work.pipeline;
  if (!isPipelineEnded(state) || state === "reverted")
    return {
      kind: "forbidden",
      text: `The pipeline is ${STATE_WORDS[state]}: only a pipeline that has ended and is not undone can be undone.`,
    };
  if (from !== null && work.pipeline.cancelledBy !== null) return forbiddenByCancel(work);
  const { canUndo, isToBegin } = leftToUndo(work.plan, work.everyTrack());
  if (from === null && !(isWithParent === true ? isToBegin : canUndo))
    return {
      kind: "forbidden",
      text: NOTHING_HAS_UNDO,
    };
  // It stays when it is undone. What failed before stands with the tracks.
  if (why !== undefined) work.pipeline = { ...work.pipeline, reason: undoneReason(work, from, by, why) };
  beginUndo(work, from);
  if (work.pipeline.state === "reverting" && from !== null && !work.everyTrack().some(isUndoing))
    restartFrom(work, from);
  return null;
}

function undoneReason(work: WorkingPipeline, from: number | null, by: string, why: string): string {
  return `rolled back ${from === null ? "" : `to ${work.vertex(from).name} `}by ${by}: ${why}`;
}

function isUndoing({ state }: TrackNow): boolean {
  return state === "reverting";
}
