import type { TrackNow } from "../../plan/pipeline-now.ts";
import type { Plan, PlanVertex } from "../../plan/plan.ts";
import { edgeOutcome } from "./edge-outcome.ts";

/** What the in-edges of a vertex come to now. */
export type InEdges = Pick<TrackNow, "waits" | "live" | "blame" | "isReaction">;

/**
 * Counts the in-edges of a vertex from the states of their tails.
 *
 * @param trackOf gives a track by its number. An edge whose tail it does not know is open.
 */
export function countInEdges(
  plan: Plan,
  { ins }: PlanVertex,
  trackOf: (number: number) => TrackNow | undefined,
): InEdges {
  let isReaction = false;
  let waits = 0;
  let live = 0;
  let blame: number | null = null;
  for (const edge of ins) {
    const [tail, track] = [plan.vertices[edge.tail], trackOf(edge.tail)];
    const outcome = tail === undefined || track === undefined ? null : edgeOutcome(edge, tail, track);
    if (outcome === null) waits += 1;
    else if (outcome.kind === "live") {
      live += 1;
      isReaction ||= outcome.isReaction;
    } else if (outcome.kind === "broken") blame ??= outcome.blame;
  }
  return { waits, live, blame, isReaction };
}
