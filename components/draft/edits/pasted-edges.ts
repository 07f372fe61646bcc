import type { EdgeSpec, GraphContent } from "#engine/model/graph-content.ts";
import { edgeProblem } from "./edge-problem.ts";
import { edgeId } from "./edit.ts";

/**
 * The edges of a pasted part that a draft can hold: each once, between its own vertices, and none that closes a cycle. Takes
 * linear time.
 */
export function pastedEdges({
  edges,
  vertices,
}: Pick<GraphContent, "edges" | "vertices">): readonly EdgeSpec[] {
  const unique = new Map<string, EdgeSpec>();
  for (const edge of edges) {
    if (!vertices.has(edge.tail) || !vertices.has(edge.head)) continue;
    if (edgeProblem({ edges: [], vertices }, edge) === null && !unique.has(edgeId(edge)))
      unique.set(edgeId(edge), edge);
  }
  const closing = closingEdges([...unique.values()]);
  return [...unique.values()].filter((edge) => !closing.has(edge));
}

/** The edges that lead back to where a walk along the edges came from: without them there is no cycle. */
function closingEdges(edges: readonly EdgeSpec[]): ReadonlySet<EdgeSpec> {
  const leave = new Map(edges.map(({ tail }): [string, EdgeSpec[]] => [tail, []]));
  for (const edge of [...edges].reverse()) leave.get(edge.tail)?.push(edge);
  const closing = new Set<EdgeSpec>();
  const state = new Map<string, "on the way" | "done">();
  for (const start of leave.keys()) {
    if (state.has(start)) continue;
    const way = [start];
    state.set(start, "on the way");
    for (let name = way.at(-1); name !== undefined; name = way.at(-1)) {
      const edge = leave.get(name)?.pop();
      if (edge === undefined) {
        state.set(name, "done");
        way.pop();
      } else if (state.get(edge.head) === "on the way") closing.add(edge);
      else if (!state.has(edge.head)) {
        state.set(edge.head, "on the way");
        way.push(edge.head);
      }
    }
  }
  return closing;
}
