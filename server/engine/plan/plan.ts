import { type Expression, readExpression } from "../expressions/expression.ts";
import type { EdgeSpec, GraphContent, VertexSpec } from "../model/graph-content.ts";
import { logBytesOf } from "../shape/fields/log-cap.ts";
import type { ItemRules } from "./item-rules.ts";

/** A sealed graph, compiled for the engine: vertices by number, each with its in-edges and out-edges. */
export type Plan = {
  readonly onFailure: "stop" | "continue" | "revert";
  /** How long a pipeline may take as a whole, in milliseconds. */
  readonly timeout: number | null;
  /** How many pipelines of the graph run at once, and how many tracks of one pipeline; null: any number. */
  readonly limits: {
    readonly pipelines: number | null;
    readonly tracks: number | null;
    /** Of the log of an attempt. */
    readonly logBytes: number;
  };
  /** A vertex's number is its index here and its position in the graph file, from 0. */
  readonly vertices: readonly PlanVertex[];
  /** The vertices that run after all others have ended. */
  readonly finals: readonly number[];
  /** If its vertices are the items of a vertex with `foreach`: the rules for them; otherwise null. */
  readonly items: ItemRules | null;
};

export type PlanVertex = {
  readonly number: number;
  readonly name: string;
  readonly spec: VertexSpec;
  readonly join: "all" | "any" | "every";
  /** After which end of all other vertices it runs; null if it is no final step. */
  readonly final: "always" | "failed" | "succeeded" | null;
  /** True if a failure or an `always` edge may start it: see docs/decisions/001-broken-edges.md. */
  readonly canReact: boolean;
  /** True if its inputs read `failures`, so that every track is needed. */
  readonly readsFailures: boolean;
  /** In the file's order. */
  readonly ins: readonly PlanEdge[];
  /** In the file's order. */
  readonly outs: readonly PlanEdge[];
  /** True if its out-edges are chosen when it ends: it has `branch`, a condition or a default edge. */
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
  /** Taken if no other edge of its tail is taken. */
  readonly isDefault: boolean;
  /** If it is taken after a failure of its tail, the failure is handled. */
  readonly isRescue: boolean;
  /** Its head starts if its tail has not ended so many milliseconds after it began; null for other edges. */
  readonly after: number | null;
};

type VertexInProgress = Omit<
  PlanVertex,
  "ins" | "outs" | "isRouted" | "reads" | "calls" | "routeReads" | "canReact" | "readsFailures"
> & {
  readonly ins: PlanEdge[];
  readonly outs: PlanEdge[];
};

/**
 * Compiles a graph that has passed check.
 *
 * @param items the rules for items, if the vertices are the items of a vertex with `foreach`.
 * @throws RangeError if an edge names an unknown vertex or an expression cannot be parsed. Check forbids both, so this is
 *   a bug of the caller.
 */
export function planOf(content: GraphContent, items: ItemRules | null = null): Plan {
  const vertices: VertexInProgress[] = [];
  const byName = new Map<string, VertexInProgress>();
  for (const [name, spec] of content.vertices) {
    const vertex: VertexInProgress = {
      number: vertices.length,
      name,
      spec,
      join: spec.join ?? "all",
      final: spec.final ?? null,
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
      isRescue: edge.rescue === true,
      after: edge.after ?? null,
    };
    tail.outs.push(planned);
    head.ins.push(planned);
  }
  const reacting = verticesThatReact(vertices);
  const numbersOf = (names: readonly string[]): readonly number[] =>
    [...new Set(names)].flatMap((name) => byName.get(name)?.number ?? []);
  const numbersReadBy = (expressions: readonly Expression[]): readonly number[] =>
    numbersOf(expressions.flatMap(({ outputs }) => [...outputs.keys()]));
  return {
    onFailure: content.onFailure ?? "stop",
    timeout: content.timeout ?? null,
    limits: {
      pipelines: content.limits?.pipelines ?? null,
      tracks: content.limits?.tracks ?? null,
      logBytes: logBytesOf(content),
    },
    items,
    finals: vertices.filter(({ final }) => final !== null).map(({ number }) => number),
    vertices: vertices.map((vertex) => ({
      ...vertex,
      canReact: reacting.has(vertex.number),
      readsFailures: expressionsOfInputs(vertex.spec).some(({ received }) => received.has("failures")),
      isRouted:
        vertex.spec.branch !== undefined ||
        vertex.outs.some((edge) => edge.isDefault || typeof edge.when === "object"),
      reads: numbersReadBy(expressionsOfInputs(vertex.spec)),
      calls: numbersOf(expressionsOfInputs(vertex.spec).flatMap(({ callbacks }) => [...callbacks])),
      routeReads: numbersReadBy(vertex.outs.flatMap(({ when }) => (typeof when === "object" ? [when] : []))),
    })),
  };
}

/** The heads of edges that may be taken after something else than a success, and everything behind them. */
function verticesThatReact(vertices: readonly VertexInProgress[]): ReadonlySet<number> {
  const isReaction = ({ when, after, isRescue }: PlanEdge) =>
    after !== null ||
    (when === "failed" && !isRescue) ||
    when === "always" ||
    (typeof when === "object" && when.readsTailEnd && !isRescue);
  const reached = new Set(vertices.filter(({ ins }) => ins.some(isReaction)).map(({ number }) => number));
  // The loop also visits the numbers that are added to the set while it runs.
  for (const number of reached) for (const { head } of vertices[number]?.outs ?? []) reached.add(head);
  return reached;
}

/** The expressions that are evaluated before a vertex begins: of its inputs, `foreach` and `retry.each`. */
function expressionsOfInputs({ inputs = {}, foreach, retry }: VertexSpec): Expression[] {
  return [
    ...Object.values(inputs).flatMap(({ from }) => (from === undefined ? [] : [expressionOf(from)])),
    ...(foreach === undefined ? [] : expressionsOfForeach(foreach)),
    ...(retry?.each === undefined ? [] : [expressionOf(retry.each, "`retry`")]),
  ];
}

function expressionsOfForeach({ items, parallel }: NonNullable<VertexSpec["foreach"]>): Expression[] {
  return [items, parallel].flatMap((text) =>
    typeof text === "string" ? [expressionOf(text, "`foreach`")] : [],
  );
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
 * The vertices in topological order: every tail before its heads, and roots in the order of the file.
 *
 * @throws RangeError if the plan has a cycle. Check forbids cycles, so this is a bug of the caller.
 */
export function topologicalOrder(plan: Plan): readonly PlanVertex[] {
  const waits = plan.vertices.map((vertex) => vertex.ins.length);
  const order = plan.vertices.filter((vertex) => vertex.ins.length === 0);
  // The loop also visits the vertices that are added to `order` while it runs.
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
