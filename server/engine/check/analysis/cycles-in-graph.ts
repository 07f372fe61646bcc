import type { GraphContent } from "../../model/graph-content.ts";
import { stronglyConnected } from "../../plan/cycle.ts";
import { orderOf } from "./vertex-order.ts";

/**
 * Of each vertex, one that stands for it: vertices that wait for each other have the same one, any other vertex itself. Null
 * where there are no cycles.
 */
function cyclesIn(content: GraphContent): ReadonlyMap<string, string> | null {
  const order = orderOf(content);
  if (order.names.length === content.vertices.size) return null;
  const names = [...content.vertices.keys()];
  const numbers = new Map(names.map((name, number) => [name, number]));
  const successors = names.map((name) =>
    (order.headsOf.get(name) ?? []).flatMap((head) => numbers.get(head) ?? []),
  );
  const components = stronglyConnected(successors);
  return new Map(names.map((name, number) => [name, names[components[number] ?? number] ?? name]));
}

/** A graph in which each cycle is one vertex, and the vertex that each one is there. */
type Contracted = Pick<GraphContent, "vertices" | "edges"> & {
  readonly standsFor: (name: string) => string;
};

/** Takes time linear in the size of the graph. */
export function withCyclesContracted(content: GraphContent): Contracted {
  const components = cyclesIn(content);
  if (components === null) return { ...content, standsFor: (name) => name };
  const standsFor = (name: string) => components.get(name) ?? name;
  const edges = content.edges.flatMap((edge) => {
    const [tail, head] = [standsFor(edge.tail), standsFor(edge.head)];
    return tail === head ? [] : [{ ...edge, tail, head }];
  });
  const vertices = new Map([...content.vertices].filter(([name]) => standsFor(name) === name));
  return { vertices, edges, standsFor };
}

/**
 * The graph without the edges inside of its cycles, so that a cycle, which has its own finding, hides nothing behind it; the
 * same graph where there are no cycles.
 */
export function withoutCycles(content: GraphContent): GraphContent {
  const components = cyclesIn(content);
  if (components === null) return content;
  const isInside = (tail: string, head: string) =>
    tail === head || components.get(tail) === components.get(head);
  return { ...content, edges: content.edges.filter(({ tail, head }) => !isInside(tail, head)) };
}
