import {
  type AskedInput,
  type FormResolution,
  type InputSources,
  resolveForm,
  resolveInputs,
} from "../expressions/input-resolution.ts";
import type { ApprovalEnd } from "../kinds/approval/approval-end.ts";
import { childText, isDecidedByPerson, isGraph, kindOf } from "../kinds/kinds.ts";
import { callbackTimeoutText } from "../kinds/wait/callback.ts";
import { lockNames, locksText } from "../locks/locks.ts";
import type { Json } from "../model/graph-content.ts";
import { isEnded } from "../model/track.ts";
import type { AttemptOutcome, Move } from "../plan/pipeline-now.ts";
import type { PlanVertex } from "../plan/plan.ts";
import { whyNotAfter } from "../policies/final-policy.ts";
import { retryItems } from "../policies/foreach.ts";
import { nextPoll } from "../policies/poll-policy.ts";
import { nextRound } from "../policies/repeat.ts";
import { nextRetry } from "../policies/retry-policy.ts";
import { joinDecision } from "./edges/join-decision.ts";
import { startLateTimer } from "./timers.ts";
import type { WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

/** The reason of a track that the person who launched the pipeline chose to skip. */
export const SKIPPED_AT_LAUNCH = "skipped at launch";

/** Why a track with a failed child pipeline is not retried yet. */
const MEND_UNDO = "before the retry, retry its undo or mark it as undone in its pipeline";

type Failure = Extract<AttemptOutcome, { to: "failed" }>;

/**
 * Starts a track whose in-edges allow it: it becomes pending, prompting or sleeping. It is skipped if that was chosen at
 * launch, and fails if an input has no value and no person may be asked for it.
 */
export function activate(work: WorkingPipeline, number: number): void {
  const track = work.track(number);
  const vertex = work.vertex(number);
  if (track.isSkippedAtLaunch) {
    skipTrack(work, number, SKIPPED_AT_LAUNCH);
    return;
  }
  if (isStoppedAtBreak(work, number)) {
    stopAtBreak(work, number);
    return;
  }
  // The inputs of each item are resolved later, when the pipeline of the items is created.
  if (vertex.spec.foreach !== undefined) {
    begin(work, number, []);
    return;
  }
  const unfit = Object.entries(track.inputProblems ?? {}).find(
    ([name]) => !Object.hasOwn(track.answers, name),
  );
  if (unfit !== undefined) {
    work.end(number, "failed", unfit[1]);
    return;
  }
  const facts = work.factsFor(number);
  const tries = vertex.spec.retry?.each === undefined ? null : retryItems(vertex.spec, facts);
  if (tries?.ok === false) {
    work.end(number, "failed", tries.problem);
    return;
  }
  const sources = sourcesOf(work, number, facts);
  const isApproval = isDecidedByPerson(vertex);
  const resolved = isApproval ? resolveForm(sources) : resolveInputs(sources);
  if (resolved.kind === "failed") work.end(number, "failed", resolved.reason);
  else if (resolved.kind === "ready") begin(work, number, []);
  else if (isApproval) begin(work, number, resolved.ask);
  else work.move(number, "prompting", null, { asks: resolved.ask });
}

/**
 * Begins a track whose inputs have values, in the way of its kind.
 *
 * @param asks the form of a person who decides about the track.
 */
function begin(work: WorkingPipeline, number: number, asks: readonly AskedInput[]): void {
  const { spec } = work.vertex(number);
  if (spec.locks !== undefined && spec.foreach === undefined) {
    const locks = lockNames(spec, valuesOf(work, number));
    if (!locks.ok) {
      work.end(number, "failed", locks.problem);
      return;
    }
    if (locks.names !== null) work.adjust(number, { locks: locks.names });
  }
  const { to, reason, ...more } = beginningOf(work, work.vertex(number), asks);
  const isForLocks = to === "sleeping" && spec.locks !== undefined && spec.foreach === undefined;
  work.move(number, to, isForLocks ? locksText(spec, work.track(number).locks) : reason, more);
}

function beginningOf(
  work: Pick<WorkingPipeline, "now">,
  vertex: PlanVertex,
  asks: readonly AskedInput[],
): Omit<Move, "number" | "from" | "attempt"> {
  const { spec } = vertex;
  const kind = kindOf(spec);
  const child = { to: "sleeping", reason: childText(vertex), sleep: "child" } as const;
  if (spec.foreach !== undefined) return child;
  switch (kind.carriedOutBy) {
    case "runner":
      return { to: "pending", reason: null };
    case "person": {
      const { timeoutMs } = kind.question(spec);
      return { to: "prompting", reason: null, asks, ...(timeoutMs !== null && { sleepMs: timeoutMs }) };
    }
    case "pipeline":
      return child;
    case "sleep": {
      const { text, ...sleep } = kind.sleep(spec, work.now);
      return { to: "sleeping", reason: text, ...sleep };
    }
  }
}

/** True if it has a breakpoint that counts: a cancelled pipeline must end, so nobody looks at it there. */
function isStoppedAtBreak(work: WorkingPipeline, number: number): boolean {
  return work.track(number).isBreak && work.pipeline.cancelledBy === null;
}

/** Puts a track to sleep before it begins, until a person removes its breakpoint. */
export function stopAtBreak(work: WorkingPipeline, number: number): void {
  work.move(number, "sleeping", "stopped at its breakpoint", { sleep: "break" });
}

/** Ends a wait for a callback that was not called in time, by its `onTimeout`. */
export function endCallbackTimeout(work: WorkingPipeline, number: number): void {
  const vertex = work.vertex(number);
  const reason = callbackTimeoutText(vertex);
  if (vertex.spec.onTimeout === "skip") skipTrack(work, number, reason);
  else work.end(number, "failed", reason);
}

/** Skips a track; its heads go on. The track fails if its graph does not say which heads those are. */
export function skipTrack(work: WorkingPipeline, number: number, reason: string): void {
  const nowhere = work.routeSkipped(number);
  if (nowhere === null) work.conclude(number, "skipped", reason);
  else work.end(number, "failed", `${reason}; ${nowhere}`);
}

/** Ends an approval by the answer of a person, or because its time is over. */
export function endApproval(work: WorkingPipeline, number: number, end: ApprovalEnd): void {
  if (end.to === "succeeded") work.adjust(number, { outputs: end.outputs });
  work.end(number, end.to, end.reason);
}

/** The values of a vertex's inputs now; empty if a required input has no value. */
export function valuesOf(work: WorkingPipeline, number: number): Readonly<Record<string, Json>> {
  const resolved = resolveInputs(sourcesOf(work, number));
  return resolved.kind === "ready" ? resolved.values : {};
}

/** The form of an approval as it is now. */
export function formOf(work: WorkingPipeline, number: number): FormResolution {
  return resolveForm(sourcesOf(work, number));
}

function sourcesOf(work: WorkingPipeline, number: number, facts = work.factsFor(number)): InputSources {
  const { answers, given } = work.track(number);
  const { spec } = work.vertex(number);
  return { specs: spec.inputs ?? {}, answers, launch: given, facts, isForGraph: isGraph(spec) };
}

/** Begins another attempt of a track, unless its in-edges no longer allow it. */
export function restart(work: WorkingPipeline, number: number): void {
  if (isStoppedAtBreak(work, number)) stopAtBreak(work, number);
  else begin(work, number, []);
  resume(work, number, () => undefined);
}

/**
 * Resumes a track that began before. A retry or rerun may have changed its in-edges since then: `ready` is called only
 * if they still allow the track to start. Otherwise the track waits or is skipped.
 */
export function resume(work: WorkingPipeline, number: number, ready: () => void): void {
  const track = work.track(number);
  // Another restarted track may have failed at once, stopped the pipeline and so ended this track.
  if (isEnded(track.state)) return;
  const vertex = work.vertex(number);
  const { endState } = work.pipeline;
  const isDueFinal = vertex.final !== null && endState !== null;
  const whyNot = isDueFinal ? whyNotAfter(vertex.final, endState) : null;
  if (whyNot !== null) {
    work.end(number, "skipped", whyNot);
    return;
  }
  const decision = isDueFinal ? "ready" : joinDecision(vertex, track);
  if (decision === "ready") ready();
  else if (decision === "skip") work.skip(number, track.blame);
  else {
    if (work.track(number).state !== "waiting") work.move(number, "waiting", null);
    startLateTimer(work, number);
  }
}

/** Begins or schedules the next attempt of a failed track, if its retry or poll policy allows one. True if it did. */
export function scheduleRetry(
  work: WorkingPipeline,
  number: number,
  { reason, exit = null, random = 0, isTimeout, isUndoBroken }: Failure,
): boolean {
  const { retries, giveUpAt } = work.track(number);
  const { spec } = work.vertex(number);
  // With `foreach`, each item has its own retries.
  if (work.isClosingFor(number) || spec.foreach !== undefined) return false;
  const poll =
    spec.poll === undefined ? null : nextPoll(spec, { polls: retries, exit, giveUpAt, now: work.now });
  const ends = { exit, random, isTimeout: isTimeout === true };
  const next = poll ?? nextRetry(spec, retries, ends, maxRetriesOf(work, number));
  if (next === null) return false;
  if (isUndoBroken === true) {
    // The next attempt would begin with what this one left half undone.
    work.move(number, "sleeping", `${reason}; ${MEND_UNDO}`, { sleep: "undo" });
    return true;
  }
  work.adjust(number, { retries: retries + 1 });
  const sleep = poll === null ? "retry" : "poll";
  if (next.sleepMs === 0) restart(work, number);
  else work.move(number, "sleeping", `${reason}; ${next.text}`, { sleepMs: next.sleepMs, sleep });
  return true;
}

/**
 * Ends or restarts a track with `repeat` after a round that succeeded. False if it is done, so that it succeeds. A round
 * that is done does not run again, also if the track then fails or is skipped.
 */
export function scheduleRound(
  work: WorkingPipeline,
  number: number,
  outputs: Readonly<Record<string, Json>>,
): boolean {
  const { spec } = work.vertex(number);
  const isClosing = work.isClosingFor(number);
  const done = work.track(number).rounds?.done ?? 0;
  // A cancelled pipeline starts no more rounds: the result of this round counts.
  const isLast = isClosing && work.pipeline.cancelledBy !== null;
  const round = isLast ? { kind: "done" as const } : nextRound(spec, done, outputs, work.facts);
  if (round.kind === "done") return false;
  if (round.kind !== "unknown")
    work.adjust(number, { rounds: { done: done + 1, last: outputs }, next: null });
  if (round.kind !== "again") work.end(number, "failed", round.reason);
  else if (isClosing) skipRestart(work, number);
  else if (round.sleepMs === 0) restart(work, number);
  else work.move(number, "sleeping", round.text, { sleepMs: round.sleepMs, sleep: "retry" });
  return true;
}

function maxRetriesOf(work: WorkingPipeline, number: number): number {
  const { spec } = work.vertex(number);
  if (spec.retry?.each === undefined) return spec.retry?.max ?? 0;
  const tries = retryItems(spec, work.factsFor(number));
  return tries.ok ? tries.items.length - 1 : 0;
}

/** Skips a track whose next attempt must not start, because the pipeline was stopped or its time is over. */
export function skipRestart(work: WorkingPipeline, number: number): void {
  work.move(number, "pending", null);
  work.close(number);
}
