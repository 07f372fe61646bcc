import { isEnded } from "../model/track.ts";
import type { TrackNow } from "../plan/pipeline-now.ts";
import type { PlanEdge, PlanVertex } from "../plan/plan.ts";

/**
 * What an edge turned out to be once its tail ended: `live`; `dead`, a road not taken; or `broken`, dead because of a
 * failure that nothing takes up (then `blame` is the vertex that failed). A dead edge leaves a `join: all` to its other
 * edges, a broken one does not: see docs/decisions/001-broken-edges.md.
 */
export type EdgeOutcome =
  | { readonly kind: "live" | "dead" }
  | { readonly kind: "broken"; readonly blame: number };

const LIVE: EdgeOutcome = { kind: "live" };
const DEAD: EdgeOutcome = { kind: "dead" };

/**
 * True where the graph itself says what happens after this failure: that it is ignored, `when: failed`, or a condition
 * that held.
 */
export function takesUpFailure(vertex: PlanVertex, { next }: Pick<TrackNow, "next">): boolean {
  if (vertex.spec.onFailure === "ignore") return true;
  return vertex.outs.some(
    (edge) =>
      (edge.when === "failed" || typeof edge.when === "object") &&
      (!vertex.isRouted || next?.includes(edge.head) === true),
  );
}

/** The outcome of `edge`, given its tail's vertex and track; null while the tail has not ended. */
export function edgeOutcome(edge: PlanEdge, tail: PlanVertex, track: TrackNow): EdgeOutcome | null {
  if (!isEnded(track.state)) return null;
  const isNamed = track.next === null ? !tail.isRouted : track.next.includes(edge.head);
  switch (track.state) {
    case "succeeded":
      return isNamed && edge.when !== "failed" ? LIVE : DEAD;
    case "failed":
      if (isNamed && (edge.when !== "succeeded" || tail.spec.onFailure === "ignore")) return LIVE;
      return takesUpFailure(tail, track) ? DEAD : { kind: "broken", blame: track.number };
    case "skipped":
      // A person passed it over and its heads go on: those are named.
      if (track.next !== null) return isNamed ? LIVE : DEAD;
      return track.blame === null ? DEAD : { kind: "broken", blame: track.blame };
    default:
      return { kind: "broken", blame: track.number };
  }
}
