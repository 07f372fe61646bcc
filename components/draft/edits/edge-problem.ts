import { cycleText } from "#engine/plan/cycle-text.ts";
import { wouldCycle } from "#engine/plan/would-cycle.ts";
import { isSameWire, type Wire } from "./edit.ts";

/**
 * Why a new edge cannot be drawn, in one sentence that fits beside the pointer; null where it can.
 *
 * @param instead the edge that the new one replaces while one of its ends is dragged: it is not in the way.
 */
export function wireProblem(edges: readonly Wire[], wire: Wire, instead?: Wire): string | null {
  const { tail, head } = wire;
  if (tail === head) return `${tail} cannot wait for itself.`;
  const others = instead === undefined ? edges : edges.filter((edge) => !isSameWire(edge, instead));
  if (others.some((edge) => isSameWire(edge, wire))) return `${tail} -> ${head} is there already.`;
  const cycle = wouldCycle(others, tail, head);
  return cycle === null ? null : `This would close a cycle: ${cycleText(cycle)}.`;
}
