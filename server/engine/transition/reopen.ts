import { isEnded, isReady, type TrackState } from "../model/track.ts";
import type { TrackNow } from "../plan/pipeline-now.ts";
import { topologicalOrder } from "../plan/plan.ts";
import { descendantsOf } from "../plan/plan-reach.ts";
import { timerEdgeOf } from "../plan/timer-edge.ts";
import { isUndoneAsAWhole } from "../policies/left-to-undo.ts";
import { activate, resume } from "./begin.ts";
import { countInEdges } from "./edges/count-in-edges.ts";
import { joinDecision } from "./edges/join-decision.ts";
import { resetFinals } from "./final-steps.ts";
import { areItemsHeldBack, startItem, startItems } from "./item-batches.ts";
import { passTimer, startLateTimer } from "./timers.ts";
import { firstFailureText } from "./working-pipeline/failure-after.ts";
import { staysHalted } from "./working-pipeline/halt.ts";
import type { WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

/**
 * Resumes a pipeline after a person retried or forced the track `number`. That track already has its new state; if it is
 * `waiting`, the caller starts it. Every track that has not begun is decided again from its in-edges: it waits, starts
 * or is skipped. Reads the whole graph once.
 */
export function reopen(work: WorkingPipeline, number: number): void {
  work.everyTrack();
  work.movePipeline("running", { undoFrom: null });
  if (work.vertex(number).final === null) resetFinals(work);
  if (!staysStopped(work, number))
    work.pipeline = { ...work.pipeline, halt: null, isOverdue: false, reason: null };
  const ready: number[] = [];
  for (const vertex of topologicalOrder(work.plan)) {
    const track = work.track(vertex.number);
    const edges = countInEdges(work.plan, vertex, (each) => work.track(each));
    const isForced = track.state === "skipped" && track.next !== null;
    const isOpen = canDecideAgain(track.state) && !isForced;
    work.adjust(vertex.number, {
      waits: edges.waits,
      live: edges.live,
      ...(isOpen && { blame: edges.blame }),
      ...(isOpen && timerEdgeOf(vertex) === null && { isReaction: edges.isReaction }),
    });
    if (!isOpen || vertex.number === number || vertex.final !== null) continue;
    const decision = joinDecision(vertex, { ...edges, isReaction: work.track(vertex.number).isReaction });
    if (decision === "skip") {
      const reason = work.notTaken(vertex.number, edges.blame);
      // Its heads come later in this loop and read its state, so they need not be told.
      if (track.state === "skipped") work.adjust(vertex.number, { reason });
      else work.move(vertex.number, "skipped", reason);
      continue;
    }
    // Only a reaction was run again: what the failure kept from starting stays so.
    if (decision === "ready" && track.state === "skipped" && work.isClosingFor(vertex.number)) {
      work.adjust(vertex.number, { blame: track.blame });
      continue;
    }
    // Its time goes on: had its tail to wait again, that had stopped the timer.
    if (track.sleep === "timer" && decision === "wait") continue;
    // It was ready, but one of its tails now runs again.
    if (track.state === "skipped" || (isReady(track.state) && decision === "wait"))
      work.move(vertex.number, "waiting", null);
    if (decision === "wait") startLateTimer(work, vertex.number);
    if (decision === "ready" && !isReady(track.state)) ready.push(vertex.number);
  }
  if (areItemsHeldBack(work)) startItems(work, ready);
  else for (const each of ready) if (work.track(each).state === "waiting") activate(work, each);
  if (work.vertex(number).final !== null) keepEnd(work);
}

/**
 * Only a final step runs again: the pipeline keeps how all else ended, and why. Had all else succeeded, its reason is
 * what another final step still fails by.
 */
function keepEnd(work: WorkingPipeline): void {
  const tracks = work.everyTrack();
  const isOfEnd = ({ number }: TrackNow) => work.vertex(number).final === null;
  // A person has resumed the pipeline: it has not ended yet.
  if (tracks.some((track) => isOfEnd(track) && !isEnded(track.state))) return;
  const { pipeline } = work;
  const hasFailed = tracks.some((track) => isOfEnd(track) && work.countsAsFailed(track.number));
  if (isUndoneAsAWhole(work.plan, tracks)) work.pipeline = { ...pipeline, endState: "reverted" };
  else if (hasFailed || pipeline.undoneTracks > 0 || pipeline.isOverdue)
    work.pipeline = { ...pipeline, endState: "failed" };
  else work.pipeline = { ...pipeline, endState: "succeeded", reason: firstFailureText(work.plan, tracks) };
}

/** True if what stopped the pipeline still counts, and what runs again does not change that. */
function staysStopped(work: WorkingPipeline, number: number): boolean {
  if (work.vertex(number).final !== null || staysHalted(work.plan, work.pipeline)) return true;
  const { halt, isOverdue } = work.pipeline;
  const isHalted = halt !== null && halt !== number && work.countsAsFailed(halt);
  return work.track(number).isReaction && (isHalted || isOverdue);
}

/** True if the track has not begun, so that its in-edges may be decided again. */
function canDecideAgain(state: TrackState): boolean {
  return isReady(state) || state === "waiting" || state === "skipped";
}

/** Restarts a track and everything behind it, whatever their states are. */
export function restartFrom(work: WorkingPipeline, number: number): void {
  for (const each of [number, ...descendantsOf(work.plan, number)]) {
    if (work.track(each).state !== "waiting") work.move(each, "waiting", null);
    const decided = { next: null, outputs: null, blame: null, isReaction: false };
    work.adjust(each, { ...decided, retries: 0, rounds: null, giveUpAt: null });
  }
  reopen(work, number);
  passTimer(work, number);
  resume(work, number, () => startItem(work, number));
}
