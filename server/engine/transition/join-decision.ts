import type { TrackNow } from "../plan/pipeline-now.ts";
import type { PlanVertex } from "../plan/plan.ts";

/**
 * Whether a head waits, starts or is skipped, by its `join` and the outcomes of its in-edges. The answer does not depend
 * on the order in which the edges were decided: see docs/decisions/005-joins-do-not-depend-on-order.md. A final step
 * waits here; `final-steps.ts` starts it.
 */
export function joinDecision(
  { join, ins, final }: Pick<PlanVertex, "join" | "ins" | "final">,
  { waits, live, blame }: Pick<TrackNow, "waits" | "live" | "blame">,
): "wait" | "ready" | "skip" {
  if (final !== null) return "wait";
  if (ins.length === 0) return "ready";
  const isAllIn = waits === 0;
  if (join === "any") return live > 0 ? "ready" : isAllIn ? "skip" : "wait";
  if (join === "every" && blame !== null) return "skip";
  if (!isAllIn) return "wait";
  if (blame !== null) return "skip";
  return (join === "every" ? live === ins.length : live > 0) ? "ready" : "skip";
}
