import type { TrackNow } from "../../plan/pipeline-now.ts";
import type { PlanVertex } from "../../plan/plan.ts";
import { timerEdgeOf } from "../../plan/timer-edge.ts";

/**
 * Whether a head waits, starts or is skipped, by its `join` and the outcomes of its in-edges. The answer does not depend
 * on the order in which the edges were decided: see docs/decisions/005-joins-do-not-depend-on-order.md. A final step
 * waits here; `final-steps.ts` starts it.
 */
export function joinDecision(
  vertex: Pick<PlanVertex, "join" | "ins" | "final">,
  { waits, live, blame, isReaction }: Pick<TrackNow, "waits" | "live" | "blame" | "isReaction">,
): "wait" | "ready" | "skip" {
  const { join, ins, final } = vertex;
  if (final !== null) return "wait";
  // Such a track is a reaction once its time was over.
  if (timerEdgeOf(vertex) !== null) return isReaction ? "ready" : waits === 0 ? "skip" : "wait";
  if (ins.length === 0) return "ready";
  const isAllIn = waits === 0;
  if (join === "any") return live > 0 ? "ready" : isAllIn ? "skip" : "wait";
  if (join === "every" && blame !== null) return "skip";
  if (!isAllIn) return "wait";
  if (blame !== null) return "skip";
  return (join === "every" ? live === ins.length : live > 0) ? "ready" : "skip";
}
