import type { TrackNow } from "./pipeline-now.ts";
import type { PlanEdge, PlanVertex } from "./plan.ts";

/** True if the graph handles this failure: by `onFailure: ignore`, or by a `rescue` edge that was taken. */
export function isFailureHandled(vertex: PlanVertex, { next }: Pick<TrackNow, "next">): boolean {
  if (vertex.spec.onFailure === "ignore") return true;
  return vertex.outs.some((edge) => edge.isRescue && isTakenAfterFailure(edge, vertex, next));
}

/** True if the edge is there for a failure of its tail, and this failure takes it. */
export function isTakenAfterFailure(
  { when, head }: PlanEdge,
  tail: PlanVertex,
  next: TrackNow["next"],
): boolean {
  if (typeof when === "object") return next?.includes(head) === true;
  return when === "failed" && (!tail.isRouted || next?.includes(head) === true);
}
