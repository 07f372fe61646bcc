import { activate } from "./begin.ts";
import { joinDecision } from "./edges/join-decision.ts";
import { endPipelineIfDone } from "./end-pipeline.ts";
import { startInFreePlaces, startNextBatch } from "./item-batches.ts";
import { isLate, markStale } from "./stale.ts";
import { stopTimer } from "./timers.ts";
import type { Arrival, WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

/** Tells each head the outcome of its in-edge, until nothing is left to decide. Then ends the pipeline, if all tracks ended. */
export function propagate(work: WorkingPipeline): void {
  for (let next = work.nextArrival(); next !== undefined; next = work.nextArrival()) deliver(work, next);
  startNextBatch(work);
  startInFreePlaces(work);
  endPipelineIfDone(work);
}

function deliver(work: WorkingPipeline, { edge: { head }, outcome }: Arrival): void {
  const before = work.track(head);
  const vertex = work.vertex(head);
  const waits = before.waits - 1;
  const live = before.live + (outcome.kind === "live" ? 1 : 0);
  const blame = before.blame ?? (outcome.kind === "broken" ? outcome.blame : null);
  const isReaction = before.isReaction || (outcome.kind === "live" && outcome.isReaction);
  work.adjust(head, { waits, live, blame, isReaction });
  if (isLate(vertex, before, outcome)) markStale(work, head);
  if (before.sleep === "timer") stopTimer(work, head);
  if (before.state !== "waiting") return;
  const decision = joinDecision(vertex, { waits, live, blame, isReaction });
  if (decision === "ready") start(work, head);
  else if (decision === "skip") work.skip(head, blame);
}

/** Starts a track whose in-edges allow it, unless nothing new starts any more. */
function start(work: WorkingPipeline, number: number): void {
  if (!work.isClosingFor(number)) activate(work, number);
  // With `join: any`, one of the other in-edges may still be a reaction.
  else if (work.track(number).waits === 0) work.close(number);
}
