import type { GraphContent, VertexSpec } from "./graph-content.ts";

/** A sealed graph made ready to run: vertices by number, edges held at both ends. */
export type Plan = {
  readonly onFailure: "stop" | "continue";
  /** A vertex's number is its place here, and in the graph file. */
  readonly vertices: readonly PlanVertex[];
};

export type PlanVertex = {
  readonly number: number;
  readonly name: string;
  readonly spec: VertexSpec;
  readonly join: "all" | "any" | "every";
  /** In the file's order. */
  readonly ins: readonly PlanEdge[];
  /** In the file's order. */
  readonly outs: readonly PlanEdge[];
};

export type PlanEdge = {
  readonly tail: number;
  readonly head: number;
  readonly when: "succeeded" | "failed" | "always";
};

type Growing = Omit<PlanVertex, "ins" | "outs"> & { readonly ins: PlanEdge[]; readonly outs: PlanEdge[] };

/**
 * The plan of a graph whose check holds.
 *
 * @throws RangeError where an edge names no vertex, or where the graph asks for what `findingsOf` calls
 *   `not-carried-out`: such a graph is never sealed, so a plan of it is a bug of the caller.
 */
export function planOf(content: GraphContent): Plan {
  const vertices: Growing[] = [];
  const byName = new Map<string, Growing>();
  for (const [name, spec] of content.vertices) {
    const vertex: Growing = {
      number: vertices.length,
      name,
      spec,
      join: spec.join ?? "all",
      ins: [],
      outs: [],
    };
    vertices.push(vertex);
    byName.set(name, vertex);
  }
  for (const edge of content.edges) {
    const tail = byName.get(edge.tail);
    const head = byName.get(edge.head);
    if (tail === undefined || head === undefined)
      throw new RangeError(
        `The edge ${edge.tail} -> ${edge.head} names a vertex that the graph does not have.`,
      );
    const planned: PlanEdge = { tail: tail.number, head: head.number, when: whenOf(edge.when) };
    tail.outs.push(planned);
    head.ins.push(planned);
  }
  return { onFailure: onFailureOf(content.onFailure), vertices };
}

function whenOf(when: string | undefined): PlanEdge["when"] {
  if (when === undefined) return "succeeded";
  if (when === "failed" || when === "always") return when;
  throw new RangeError(`An edge with the condition ${JSON.stringify(when)} cannot be planned.`);
}

function onFailureOf(policy: GraphContent["onFailure"]): Plan["onFailure"] {
  if (policy === undefined) return "stop";
  if (policy === "continue") return policy;
  throw new RangeError(`A graph with onFailure: ${policy} cannot be planned.`);
}

/**
 * The vertices, every tail before its heads; among those that are free at once, the file's order.
 *
 * @throws RangeError where the plan has a cycle: check forbids one, so that is a bug of the caller.
 */
export function topologicalOrder(plan: Plan): readonly PlanVertex[] {
  const waits = plan.vertices.map((vertex) => vertex.ins.length);
  const order = plan.vertices.filter((vertex) => vertex.ins.length === 0);
  // Grows while it is walked: whatever has no open in-edge left stands behind what it waited for.
  for (const vertex of order) {
    for (const edge of vertex.outs) {
      const left = (waits[edge.head] ?? 0) - 1;
      waits[edge.head] = left;
      const head = plan.vertices[edge.head];
      if (left === 0 && head !== undefined) order.push(head);
    }
  }
  if (order.length < plan.vertices.length) throw new RangeError("The plan has a cycle: it has no order.");
  return order;
}
