import { durationText } from "../time/durations.ts";
import type { PlanEdge, PlanVertex } from "./plan.ts";

/** The edge that starts this vertex after a time; null if it starts in another way. It is then its only in-edge. */
export function timerEdgeOf({
  ins,
}: Pick<PlanVertex, "ins">): (PlanEdge & { readonly after: number }) | null {
  const [edge] = ins;
  return edge !== undefined && edge.after !== null ? { ...edge, after: edge.after } : null;
}

/** Why the head of an edge with `after` sleeps. */
export function timerText(tail: string, after: number): string {
  return `starts ${durationText(after)} after the begin of ${tail}, unless that has ended`;
}
