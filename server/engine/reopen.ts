import { type EdgeOutcome, edgeOutcome } from "./edge-outcome.ts";
import type { PlanVertex } from "./plan.ts";
import { topologicalOrder } from "./plan.ts";
import { joinDecision, type WorkingPipeline } from "./working-pipeline.ts";

/**
 * Takes a pipeline up again after a person changed the fate of the failed track `number`, which has its new state
 * already (`waiting`, then the caller makes it ready; or `succeeded`). Everything that was skipped is judged anew from the states of its tails:
 * it waits, becomes ready, or stays skipped. Cost: the whole graph, once for each act of a person.
 */
export function reopen(work: WorkingPipeline, number: number): void {
  work.everyTrack();
  work.pipeline = { ...work.pipeline, state: "running", halt: null, reason: null };
  const ready: number[] = [];
  for (const vertex of topologicalOrder(work.plan)) {
    const track = work.track(vertex.number);
    const edges = judgeInEdges(work, vertex);
    const isOpen = track.state === "waiting" || track.state === "skipped";
    work.adjust(vertex.number, {
      waits: edges.waits,
      live: edges.live,
      ...(isOpen ? { blame: edges.blame } : {}),
    });
    if (!isOpen || vertex.number === number) continue;
    const decision = vertex.ins.length === 0 ? "ready" : joinDecision(vertex.join, edges, edges.worst);
    if (track.state === "skipped") {
      if (decision === "skip") {
        if (edges.blame !== null) work.adjust(vertex.number, { reason: work.notReached(edges.blame) });
        continue;
      }
      work.move(vertex.number, "waiting", null);
    }
    if (decision === "ready") ready.push(vertex.number);
  }
  for (const each of ready) if (work.track(each).state === "waiting") work.makeReady(each);
}

function judgeInEdges(
  work: WorkingPipeline,
  vertex: PlanVertex,
): { waits: number; live: number; blame: number | null; worst: EdgeOutcome | null } {
  let waits = 0;
  let live = 0;
  let blame: number | null = null;
  let worst: EdgeOutcome | null = null;
  for (const edge of vertex.ins) {
    const outcome = edgeOutcome(edge, work.vertex(edge.tail), work.track(edge.tail));
    if (outcome === null) waits += 1;
    else if (outcome.kind === "live") live += 1;
    else {
      worst = outcome;
      if (outcome.kind === "broken") blame ??= outcome.blame;
    }
  }
  return { waits, live, blame, worst };
}
