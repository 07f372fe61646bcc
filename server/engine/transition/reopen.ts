import { isReady, type TrackState } from "../model/track.ts";
import type { PlanVertex } from "../plan/plan.ts";
import { topologicalOrder } from "../plan/plan.ts";
import { descendantsOf } from "../plan/plan-reach.ts";
import { activate, resume } from "./begin.ts";
import { edgeOutcome } from "./edge-outcome.ts";
import { joinDecision } from "./join-decision.ts";
import type { WorkingPipeline } from "./working-pipeline.ts";

/**
 * Takes a pipeline up again after a person changed the fate of the failed track `number`, which has its new state
 * already (`waiting`, then the caller makes it ready; or `succeeded`). Everything that has not begun is judged anew from
 * the states of its tails: it waits, becomes ready, or is skipped. Cost: the whole graph, once for each act of a person.
 */
export function reopen(work: WorkingPipeline, number: number): void {
  work.everyTrack();
  work.movePipeline("running", { halt: null, isOverdue: false, undoFrom: null, reason: null });
  const ready: number[] = [];
  for (const vertex of topologicalOrder(work.plan)) {
    const track = work.track(vertex.number);
    const edges = judgeInEdges(work, vertex);
    const isForced = track.state === "skipped" && track.next !== null;
    const isOpen = isJudgedAnew(track.state) && !isForced;
    work.adjust(vertex.number, {
      waits: edges.waits,
      live: edges.live,
      ...(isOpen ? { blame: edges.blame } : {}),
    });
    if (!isOpen || vertex.number === number) continue;
    const decision = joinDecision(vertex, edges);
    if (decision === "skip") {
      const reason = work.notTaken(edges.blame);
      // Its heads are judged after it, from its state: nothing has to be announced.
      if (track.state === "skipped") work.adjust(vertex.number, { reason });
      else work.move(vertex.number, "skipped", reason);
      continue;
    }
    // It was ready for what has just been taken back, and has not begun.
    if (track.state === "skipped" || (isReady(track.state) && decision === "wait"))
      work.move(vertex.number, "waiting", null);
    if (decision === "ready" && !isReady(track.state)) ready.push(vertex.number);
  }
  for (const each of ready) if (work.track(each).state === "waiting") activate(work, each);
}

/** Nothing of it has begun: what was decided about its in-edges may be decided again. */
function isJudgedAnew(state: TrackState): boolean {
  return isReady(state) || state === "waiting" || state === "skipped";
}

function judgeInEdges(
  work: WorkingPipeline,
  vertex: PlanVertex,
): { waits: number; live: number; blame: number | null } {
  let waits = 0;
  let live = 0;
  let blame: number | null = null;
  for (const edge of vertex.ins) {
    const outcome = edgeOutcome(edge, work.vertex(edge.tail), work.track(edge.tail));
    if (outcome === null) waits += 1;
    else if (outcome.kind === "live") live += 1;
    else if (outcome.kind === "broken") blame ??= outcome.blame;
  }
  return { waits, live, blame };
}

/** The track runs restart, and after it everything behind it, whatever came of that before. */
export function restartFrom(work: WorkingPipeline, number: number): void {
  for (const each of [number, ...descendantsOf(work.plan, number)]) {
    if (work.track(each).state !== "waiting") work.move(each, "waiting", null);
    work.adjust(each, { next: null, outputs: null, retries: 0, giveUpAt: null, blame: null });
  }
  reopen(work, number);
  resume(work, number, () => activate(work, number));
}
