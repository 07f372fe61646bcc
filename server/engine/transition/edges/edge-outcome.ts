import { isEnded } from "../../model/track.ts";
import { isFailureHandled, isTakenAfterFailure } from "../../plan/failure-handling.ts";
import type { TrackNow } from "../../plan/pipeline-now.ts";
import type { PlanEdge, PlanVertex } from "../../plan/plan.ts";

/**
 * The outcome of an edge after its tail ended: `live` if it was taken, `dead` if it was not taken, `broken` if it cannot
 * be taken because of a failure that is not handled. `blame` is the vertex that failed. `isReaction` is true if the edge
 * is taken although nothing new starts any more. A `join: all` ignores dead edges, but a broken edge skips it: see
 * docs/decisions/001-broken-edges.md.
 */
export type EdgeOutcome =
  | { readonly kind: "live"; readonly isReaction: boolean }
  | { readonly kind: "dead" }
  | { readonly kind: "broken"; readonly blame: number };

type Tail = Pick<TrackNow, "state" | "next" | "number" | "blame" | "isReaction">;

const DEAD: EdgeOutcome = { kind: "dead" };
const REACTION: EdgeOutcome = { kind: "live", isReaction: true };

/** The outcome of `edge`, given its tail's vertex and track; null while the tail has not ended. */
export function edgeOutcome(edge: PlanEdge, tail: PlanVertex, track: Tail): EdgeOutcome | null {
  if (!isEnded(track.state)) return null;
  // The tail ended. If the time was over before, the head has begun, and no longer looks at its edge.
  if (edge.after !== null) return DEAD;
  const { when } = edge;
  const live: EdgeOutcome = { kind: "live", isReaction: track.isReaction };
  switch (track.state) {
    case "succeeded":
      if (when === "always") return REACTION;
      return isNamed(edge, tail, track) && when !== "failed" ? live : DEAD;
    case "failed": {
      if (when === "always") return REACTION;
      const isHandled = isFailureHandled(tail, track);
      // Only the path of a rescue goes on as usual.
      if (isTakenAfterFailure(edge, tail, track.next)) return edge.isRescue ? live : REACTION;
      if (tail.spec.onFailure === "ignore" && when === "succeeded" && isNamed(edge, tail, track)) return live;
      return isHandled ? DEAD : { kind: "broken", blame: track.number };
    }
    case "skipped":
      if (when === "always") return REACTION;
      // A skip by a person, at launch or on timeout: `next` names the heads that go on.
      if (track.next !== null) return isNamed(edge, tail, track) ? live : DEAD;
      // It did not fail, so an edge for its failure is only not taken.
      return track.blame === null || when === "failed" ? DEAD : { kind: "broken", blame: track.blame };
    case "cancelled":
      if (when === "always") return REACTION;
      return when === "failed" ? DEAD : { kind: "broken", blame: track.number };
    default:
      return { kind: "broken", blame: track.number };
  }
}

function isNamed({ head }: PlanEdge, tail: PlanVertex, { next }: Pick<TrackNow, "next">): boolean {
  return next === null ? !tail.isRouted : next.includes(head);
}
