import { type Expression, readExpression } from "../expressions/expression.ts";
import type { EdgeSpec, GraphContent, VertexSpec } from "../model/graph-content.ts";

/** A sealed graph made ready to run: vertices by number, edges held at both ends. */
export type Plan = {
  readonly onFailure: "stop" | "continue" | "revert";
  /** How long a pipeline may take as a whole, in milliseconds. */
  readonly timeout: number | null;
  /** How many pipelines of the graph run at once, and how many tracks of one pipeline; null: any number. */
  readonly limits: { readonly pipelines: number | null; readonly tracks: number | null };
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
  /** True where its out-edges are chosen when it ends: by conditions, by `branch`, or for want of any other. */
  readonly isRouted: boolean;
  /** The vertices whose outputs its inputs read. */
  readonly reads: readonly number[];
  /** The vertices whose callback addresses its inputs read. */
  readonly calls: readonly number[];
  /** The vertices whose outputs the conditions of its out-edges read. */
  readonly routeReads: readonly number[];
};

export type PlanEdge = {
  readonly tail: number;
  readonly head: number;
  readonly when: "succeeded" | "failed" | "always" | Expression;
  /** Taken where no other edge is. */
  readonly isDefault: boolean;
};

type Growing = Omit<PlanVertex, "ins" | "outs" | "isRouted" | "reads" | "calls" | "routeReads"> & {
  readonly ins: PlanEdge[];
  readonly outs: PlanEdge[];
};

/**
 * The plan of a graph whose check holds.
 *
 * @throws RangeError where an edge names no vertex, an expression cannot be read, or the graph asks for what
 *   `findingsOf` calls `not-carried-out`: such a graph is never sealed, so a plan of it is a bug of the caller.
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
    const planned: PlanEdge = {
      tail: tail.number,
      head: head.number,
      when: whenOf(edge),
      isDefault: edge.default === true,
    };
    tail.outs.push(planned);
    head.ins.push(planned);
  }
  const numbersOf = (names: readonly string[]): readonly number[] =>
    [...new Set(names)].flatMap((name) => byName.get(name)?.number ?? []);
  const numbersReadBy = (expressions: readonly Expression[]): readonly number[] =>
    numbersOf(expressions.flatMap(({ outputs }) => [...outputs.keys()]));
  return {
    onFailure: content.onFailure ?? "stop",
    timeout: content.timeout ?? null,
    limits: { pipelines: content.limits?.pipelines ?? null, tracks: content.limits?.tracks ?? null },
    vertices: vertices.map((vertex) => ({
      ...vertex,
      isRouted:
        vertex.spec.branch !== undefined ||
        vertex.outs.some((edge) => edge.isDefault || typeof edge.when === "object"),
      reads: numbersReadBy(expressionsOfInputs(vertex.spec)),
      calls: numbersOf(expressionsOfInputs(vertex.spec).flatMap(({ callbacks }) => [...callbacks])),
      routeReads: numbersReadBy(vertex.outs.flatMap(({ when }) => (typeof when === "object" ? [when] : []))),
    })),
  };
}

/** What is worked out before it begins: its inputs, and what it is executed for. */
function expressionsOfInputs({ inputs = {}, foreach, retry }: VertexSpec): Expression[] {
  return [
    ...Object.values(inputs).flatMap(({ from }) => (from === undefined ? [] : [expressionOf(from)])),
    ...(foreach === undefined ? [] : [expressionOf(foreach.items, "`foreach`")]),
    ...(retry?.each === undefined ? [] : [expressionOf(retry.each, "`retry`")]),
  ];
}

function whenOf({ tail, head, when }: EdgeSpec): PlanEdge["when"] {
  if (when === undefined) return "succeeded";
  if (when === "failed" || when === "always") return when;
  return expressionOf(when, `The condition of ${tail} -> ${head}`);
}

function expressionOf(text: string, what = "An input's `from`"): Expression {
  const reading = readExpression(text);
  if (reading.ok) return reading.expression;
  throw new RangeError(`${what} cannot be planned: ${reading.problem}.`);
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
