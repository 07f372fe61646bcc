import { kindOf } from "../kinds/kinds.ts";
import type { EdgeSpec, GraphContent, VertexSpec } from "../model/graph-content.ts";

/** Where an expression stands. */
export type ExpressionPlace = {
  /** As the beginning of a sentence: ``The condition of A -> B``. */
  readonly what: string;
  /** The vertex that has it; null if the graph or an edge has it. */
  readonly vertex: string | null;
  /** The vertices to look at: that vertex, or the ends of the edge. */
  readonly vertices: readonly string[];
};

/** Gives the new text of an expression. */
export type ChangeExpression = (text: string, place: ExpressionPlace) => string;

/** The graph with `change` applied to each of its expressions. What is not changed stays the same object. */
export function mapExpressions(content: GraphContent, change: ChangeExpression): GraphContent {
  const vertices = new Map(
    [...content.vertices].map(([name, spec]) => [name, mapVertexExpressions(name, spec, change)] as const),
  );
  const edges = content.edges.map((edge) => mapEdgeExpressions(edge, change));
  const of = (what: string) => (name: string) => ({ what: `\`from\` of the ${what} ${name}`, ...NO_VERTEX });
  const params = mapFrom(content.params, of("parameter"), change);
  const outputs = mapFrom(content.outputs, of("graph's output"), change);
  return {
    ...content,
    ...(params !== undefined && { params }),
    ...(outputs !== undefined && { outputs }),
    vertices: isSame(vertices.values(), content.vertices.values()) ? content.vertices : vertices,
    edges: isSame(edges, content.edges) ? content.edges : edges,
  };
}

const NO_VERTEX = { vertex: null, vertices: [] };

/** One vertex with `change` applied to each of its expressions. */
export function mapVertexExpressions(name: string, spec: VertexSpec, change: ChangeExpression): VertexSpec {
  let isChanged = false;
  const now = (text: string, what: string) => {
    const changed = change(text, { what, vertex: name, vertices: [name] });
    isChanged ||= changed !== text;
    return changed;
  };
  const within = (text: string, { what }: ExpressionPlace) => now(text, what);
  const ofSpec = (what: string) => (each: string) => ({
    what: `\`from\` of the ${what} ${each} of ${name}`,
    ...NO_VERTEX,
  });
  const { foreach, retry, repeat } = spec;
  const inKind = kindOf(spec).mapConditions(spec, ({ what, text }) => now(text, `${what} of ${name}`));
  const inputs = mapFrom(spec.inputs, ofSpec("input"), within);
  const outputs = mapFrom(spec.outputs, ofSpec("output"), within);
  const changed: VertexSpec = {
    ...inKind,
    ...(inputs !== undefined && { inputs }),
    ...(outputs !== undefined && { outputs }),
    ...(foreach !== undefined && {
      foreach: {
        ...foreach,
        items: now(foreach.items, `The items of ${name}`),
        ...(typeof foreach.parallel === "string" && {
          parallel: now(foreach.parallel, `\`parallel\` of ${name}`),
        }),
      },
    }),
    ...(retry?.each !== undefined && {
      retry: { ...retry, each: now(retry.each, `The items of ${name}`) },
    }),
    ...(repeat !== undefined && {
      repeat: { ...repeat, until: now(repeat.until, `\`until\` of the rounds of ${name}`) },
    }),
  };
  return isChanged ? changed : spec;
}

/** One edge with `change` applied to its condition, if that is an expression. */
export function mapEdgeExpressions(edge: EdgeSpec, change: ChangeExpression): EdgeSpec {
  const { tail, head, when } = edge;
  if (when === undefined || when === "failed" || when === "always") return edge;
  const what = `The condition of ${tail} -> ${head}`;
  const changed = change(when, { what, vertex: null, vertices: [tail, head] });
  return changed === when ? edge : { ...edge, when: changed };
}

function mapFrom<Spec extends { readonly from?: string | undefined }>(
  specs: Readonly<Record<string, Spec>> | undefined,
  placeOf: (name: string) => ExpressionPlace,
  change: ChangeExpression,
): Readonly<Record<string, Spec>> | undefined {
  if (specs === undefined) return undefined;
  let isChanged = false;
  const entries = Object.entries(specs).map(([name, spec]) => {
    if (spec.from === undefined) return [name, spec] as const;
    const from = change(spec.from, placeOf(name));
    if (from === spec.from) return [name, spec] as const;
    isChanged = true;
    return [name, { ...spec, from }] as const;
  });
  return isChanged ? Object.fromEntries(entries) : specs;
}

function isSame<Each>(before: Iterable<Each>, after: Iterable<Each>): boolean {
  const others = [...after];
  return [...before].every((each, place) => each === others[place]);
}
