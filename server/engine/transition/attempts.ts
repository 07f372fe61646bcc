import type { AttemptOutcome, Failure, Forbidden } from "../plan/pipeline-now.ts";
import { pollEnd, pollOver } from "../policies/poll-policy.ts";
import { failedRoundReason } from "../policies/repeat.ts";
import { restart, scheduleRetry, scheduleRound, skipRestart, skipTrack } from "./begin.ts";
import { endUndo, isUndoneInside } from "./undo.ts";
import { forbidden } from "./working-pipeline/forbidden.ts";
import type { WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

/** Starts the next attempt, of the track or of its undo, after a runner claimed it. */
export function startAttempt(work: WorkingPipeline, number: number): Forbidden | null {
  const { state, attempt, giveUpAt } = work.track(number);
  if (isUndoneInside(work.track(number))) return forbidden(work, number, "started");
  if (state === "pending") {
    work.move(number, "running", null);
    const { spec } = work.vertex(number);
    const end = spec.poll === undefined ? null : pollEnd(spec, work.now);
    work.adjust(number, { giveUpAt: giveUpAt ?? end });
  } else if (state === "reverting") {
    // An undo does not poll: the end of polling is no limit of its time.
    // Its reason was why it did not begin, or how the undo of a later round ended.
    work.adjust(number, { attempt: attempt + 1, giveUpAt: null, reason: null });
  } else return forbidden(work, number, "started");
  return null;
}

/** Changes a track after its attempt ended: to an ended state, or to the next attempt or round. */
export function settle(work: WorkingPipeline, number: number, reported: AttemptOutcome): Forbidden | null {
  const outcome = outcomeOfPoll(work, number, reported);
  const { state } = work.track(number);
  if (isUndoneInside(work.track(number))) return forbidden(work, number, "settled");
  if (state === "reverting") return settleUndo(work, number, outcome);
  const hasChild = state === "sleeping" && work.track(number).sleep === "child";
  if (state !== "running" && state !== "lost" && !hasChild) return forbidden(work, number, "settled");
  // A lost track stays lost: only now its runner says that it was stopped.
  if (outcome.to === "lost") return state === "lost" ? null : markLost(work, number, outcome.reason);
  if (outcome.to === "failed" && outcome.random !== undefined) {
    if (scheduleRetry(work, number, outcome)) return null;
  }
  if (outcome.to === "skipped") {
    skipTrack(work, number, outcome.reason);
    return null;
  }
  if (outcome.to === "succeeded" && !hasChild) noteRound(work, number);
  if (outcome.to === "succeeded" && scheduleRound(work, number, outcome.outputs ?? {})) return null;
  if (outcome.to !== "handed-back") {
    if (outcome.to === "succeeded")
      work.adjust(number, { next: outcome.next, outputs: outcome.outputs ?? null });
    const reason =
      outcome.to === "failed" ? inItsRound(work, number, outcome.reason) : (outcome.reason ?? null);
    work.end(number, outcome.to, reason, "exit" in outcome ? outcome.exit : null);
    if (outcome.to === "failed") noteCause(work, number, outcome);
    return null;
  }
  const { cancelledBy } = work.pipeline;
  if (!work.isClosingFor(number)) restart(work, number);
  else if (cancelledBy !== null) work.end(number, "cancelled", `cancelled by ${cancelledBy}`);
  else skipRestart(work, number);
  return null;
}

function inItsRound(work: WorkingPipeline, number: number, reason: string): string {
  return failedRoundReason(work.vertex(number).spec, work.track(number).rounds, reason);
}

/** The outcome, as the end of polling makes it; and before that end, as the timeout of the attempt does. */
function outcomeOfPoll(work: WorkingPipeline, number: number, outcome: AttemptOutcome): AttemptOutcome {
  const { spec } = work.vertex(number);
  if (spec.poll === undefined || outcome.to !== "failed" || outcome.random === undefined) return outcome;
  const { reason, isTimeout = false, exit = null, lastLine = null } = outcome;
  const { giveUpAt } = work.track(number);
  const mayBeOver = isTimeout || !work.isClosingFor(number);
  const over = mayBeOver ? pollOver(spec, { reason, isTimeout, giveUpAt, now: work.now }) : null;
  if (over?.to === "failed") return { ...over, exit, lastLine };
  if (over?.to === "skipped") return { to: "skipped", reason: over.reason };
  return isTimeout && spec.onTimeout === "skip" ? { to: "skipped", reason } : outcome;
}

function noteCause(
  work: WorkingPipeline,
  number: number,
  { lastLine = null, items }: Partial<Pick<Failure, "lastLine" | "items">>,
): void {
  const { failure } = work.track(number);
  if (failure === null) return;
  work.adjust(number, { failure: { ...failure, lastLine, ...(items !== undefined && { items }) } });
}

/** Notes a round that succeeded, so that it is undone with the others. */
function noteRound(work: WorkingPipeline, number: number): void {
  if (work.vertex(number).spec.repeat === undefined) return;
  const { toUndo, attempt } = work.track(number);
  work.adjust(number, { toUndo: [...(toUndo ?? []), attempt] });
}

function settleUndo(work: WorkingPipeline, number: number, outcome: AttemptOutcome): Forbidden | null {
  // The undo script did not start, so a runner may claim the track again unchanged.
  if (outcome.to === "handed-back") return null;
  if (outcome.to === "succeeded") endUndo(work, number, "reverted", null);
  else endUndo(work, number, "revert_failed", outcome.reason);
  return null;
}

/** Changes a track whose runner was lost, by its `onLost`. It is unknown how far its script got. */
export function markLost(work: WorkingPipeline, number: number, reason: string): Forbidden | null {
  if (work.track(number).state === "reverting" && !isUndoneInside(work.track(number))) {
    endUndo(work, number, "revert_failed", reason);
    return null;
  }
  if (work.track(number).state !== "running") return forbidden(work, number, "lost");
  const { cancelledBy, isOverdue } = work.pipeline;
  const { onLost } = work.vertex(number).spec;
  const isClosing = work.isClosingFor(number);
  // A cancelled pipeline must end, so no person is asked to decide about this track.
  const mayAsk = cancelledBy === null && !isOverdue;
  if (cancelledBy !== null && isClosing)
    work.end(number, "cancelled", `cancelled by ${cancelledBy}; ${reason}`);
  else if (onLost === "fail" || (!mayAsk && onLost !== "retry")) work.end(number, "failed", reason);
  else {
    work.move(number, "lost", reason);
    if (onLost !== "retry") return null;
    if (isClosing) skipRestart(work, number);
    else restart(work, number);
  }
  return null;
}
