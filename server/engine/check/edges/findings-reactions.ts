import { anyOf, warningFinding } from "../../model/finding.ts";
import type { EdgeSpec, Finding, GraphContent } from "../../model/graph-content.ts";
import { withoutCycles } from "../analysis/cycles-in-graph.ts";
import { isForFailure } from "../analysis/edge-conditions.ts";
import { orderOf } from "../analysis/vertex-order.ts";

/** The tails that one pass through the graph handles, one bit each. */
const BATCH = 30;

/**
 * Warnings about reactions that never run after the failure of a tail, because another in-edge comes from a vertex that the
 * same failure keeps from running.
 */
export function reactionFindings(whole: GraphContent): readonly Finding[] {
  const content = withoutCycles(whole);
  const { vertices, edges } = content;
  const insOf = new Map<string, EdgeSpec[]>();
  for (const edge of edges) if (insOf.get(edge.head)?.push(edge) === undefined) insOf.set(edge.head, [edge]);
  const handled = new Set(edges.flatMap(({ tail, rescue }) => (rescue === true ? [tail] : [])));
  const asked = edges.filter(
    ({ tail, head, when }) =>
      when === "failed" &&
      !handled.has(tail) &&
      vertices.get(tail)?.onFailure !== "ignore" &&
      vertices.get(head)?.join !== "any" &&
      (insOf.get(head)?.length ?? 0) > 1,
  );
  if (asked.length === 0) return [];
  const { names } = orderOf(content);
  const tails = [...new Set(asked.map(({ tail }) => tail))];
  const lost = new Set<EdgeSpec>();
  for (let from = 0; from < tails.length; from += BATCH) {
    const bits = new Map(tails.slice(from, from + BATCH).map((tail, place) => [tail, 1 << place]));
    // For each vertex, the tails whose failure breaks it: its edges are broken, too. Or it is just not reached.
    const broken = new Map<string, number>();
    const kept = new Map<string, number>();
    for (const name of names) {
      const ins = insOf.get(name) ?? [];
      if (ins.length === 0) continue;
      const join = vertices.get(name)?.join ?? "all";
      const breaks = ins.map((edge) => (edge.when === "failed" ? 0 : stoppedBy(edge, broken, bits)));
      const stops = ins.map((edge) => stoppedBy(edge, kept, bits));
      const breaking = join === "any" ? inCommon(breaks) : together(breaks);
      broken.set(name, breaking);
      kept.set(name, breaking | (join === "every" ? together(stops) : inCommon(stops)));
    }
    for (const edge of asked) if ((kept.get(edge.head) ?? 0) & (bits.get(edge.tail) ?? 0)) lost.add(edge);
  }
  return asked.flatMap((edge) => {
    if (!lost.has(edge)) return [];
    const { tail, head } = edge;
    return [
      warningFinding(
        "reaction-not-reached",
        `${head} never runs after a failure of ${tail}: another of its in-edges comes from a vertex that is not reached then, and it waits for that, too. Write \`join: any\` at ${head}.`,
        { vertices: [head], edges: [{ tail, head }], fix: anyOf(head) },
      ),
    ];
  });
}

/** The tails whose failure keeps an edge from being taken, where `of` says what they do to the edge's own tail. */
function stoppedBy(
  { tail, when, after }: EdgeSpec,
  of: ReadonlyMap<string, number>,
  bits: ReadonlyMap<string, number>,
): number {
  if (when === "always" || after !== undefined) return 0;
  return (of.get(tail) ?? 0) | (isForFailure(when) ? 0 : (bits.get(tail) ?? 0));
}

function together(sets: readonly number[]): number {
  return sets.reduce((one, other) => one | other);
}

function inCommon(sets: readonly number[]): number {
  return sets.reduce((one, other) => one & other);
}
