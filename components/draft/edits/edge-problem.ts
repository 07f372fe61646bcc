import type { GraphContent } from "#engine/model/graph-content.ts";
import { cycleText } from "#engine/plan/cycle-text.ts";
import { wouldCycle } from "#engine/plan/would-cycle.ts";
import { type EdgeEnds, isSameEdge } from "./edit.ts";

/**
 * Why a new edge cannot be drawn, in one sentence that fits beside the pointer; null where it can.
 *
 * @param instead the edge that the new one replaces while one of its ends is dragged: it is not in the way.
 */
export function edgeProblem(
  { edges, vertices }: Pick<GraphContent, "edges" | "vertices">,
  edge: EdgeEnds,
  instead?: EdgeEnds,
): string | null {
  const { tail, head } = edge;
  if (tail === head) return `${tail} cannot wait for itself.`;
  const final = [tail, head].find((name) => vertices.get(name)?.final !== undefined);
  if (final !== undefined) return finalProblem(final);
  const others = instead === undefined ? edges : edges.filter((edge) => !isSameEdge(edge, instead));
  if (others.some((other) => isSameEdge(other, edge))) return `${tail} -> ${head} is there already.`;
  const cycle = wouldCycle(others, tail, head);
  return cycle === null ? null : `This would close a cycle: ${cycleText(cycle)}.`;
}

/** Why a final step has no edges. */
export function finalProblem(name: string): string {
  return `${name} is a final step: it runs after everything else, so it has no edges.`;
}
