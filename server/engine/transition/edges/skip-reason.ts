import { isOfUndo } from "../../model/track.ts";
import type { TrackNow } from "../../plan/pipeline-now.ts";
import type { Plan } from "../../plan/plan.ts";
import { timerEdgeOf } from "../../plan/timer-edge.ts";
import { edgeOutcome } from "./edge-outcome.ts";

const MAX_NAMED = 3;
const NONE_TAKEN = "no edge to it was taken";

/**
 * Why a track is skipped whose in-edges do not let it start.
 *
 * @param blame the vertex without whose success it cannot be reached; null if its in-edges were only not taken.
 */
export function skipReason(
  plan: Plan,
  number: number,
  blame: number | null,
  trackOf: (number: number) => TrackNow,
): string {
  const nameOf = (each: number) => plan.vertices[each]?.name ?? String(each);
  if (blame !== null) return `not reached: ${nameOf(blame)} ${endOf(trackOf(blame))}`;
  const vertex = plan.vertices[number];
  if (vertex === undefined) return NONE_TAKEN;
  const timer = timerEdgeOf(vertex);
  if (timer !== null)
    return trackOf(timer.tail).state === "skipped"
      ? `${nameOf(timer.tail)} did not run`
      : `${nameOf(timer.tail)} ended in time`;
  if (vertex.join !== "every") return NONE_TAKEN;
  const dead = vertex.ins.flatMap((edge) => {
    const tail = plan.vertices[edge.tail];
    const outcome = tail === undefined ? null : edgeOutcome(edge, tail, trackOf(edge.tail));
    return outcome?.kind === "live" ? [] : [nameOf(edge.tail)];
  });
  if (dead.length === vertex.ins.length) return NONE_TAKEN;
  const named = dead.slice(0, MAX_NAMED).join(", ");
  const more = dead.length > MAX_NAMED ? ` and ${dead.length - MAX_NAMED} more` : "";
  return `not every edge to it was taken: ${dead.length === 1 ? "that" : "those"} from ${named}${more} ${dead.length === 1 ? "was" : "were"} not`;
}

function endOf({ state }: TrackNow): string {
  if (state === "cancelled") return "was cancelled";
  return isOfUndo(state) ? "was undone" : "failed";
}
