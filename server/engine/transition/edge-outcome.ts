import { isEnded } from "../model/track.ts";
import type { TrackNow } from "../plan/pipeline-now.ts";
import type { PlanEdge, PlanVertex } from "../plan/plan.ts";

/**
 * The outcome of an edge after its tail ended: `live` if it was taken, `dead` if it was not taken, `broken` if it cannot
 * be taken because of a failure that the graph does not handle. `blame` is the vertex that failed. A `join: all` ignores
 * dead edges, but a broken edge skips it: see docs/decisions/001-broken-edges.md.
 */
export type EdgeOutcome =
  | { readonly kind: "live" | "dead" }
  | { readonly kind: "broken"; readonly blame: number };

const LIVE: EdgeOutcome = { kind: "live" };
const DEAD: EdgeOutcome = { kind: "dead" };

/** True if the graph handles this failure: by `onFailure: ignore`, by an edge `when: failed`, or by a condition that held. */
export function isFailureHandled(vertex: PlanVertex, { next }: Pick<TrackNow, "next">): boolean {
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
      return isFailureHandled(tail, track) ? DEAD : { kind: "broken", blame: track.number };
    case "skipped":
      // A skip by a person, at launch or on timeout: `next` names the heads that go on.
      if (track.next !== null) return isNamed ? LIVE : DEAD;
      return track.blame === null ? DEAD : { kind: "broken", blame: track.blame };
    default:
      return { kind: "broken", blame: track.number };
  }
}
