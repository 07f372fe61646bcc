import { type EdgeSpec, type GraphContent, headerOf, type InputSpec } from "../model/graph-content.ts";
import { canonicalJson } from "./canonical-json.ts";
import { headerJson, inputJson, vertexJson } from "./graph-file-json.ts";

/** One field that differs, with its values as in a graph file. */
export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown };

export type NamedDiff = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly { readonly name: string; readonly fields: readonly FieldChange[] }[];
};

export type EdgeDiff = {
  readonly added: readonly EdgeSpec[];
  readonly removed: readonly EdgeSpec[];
  readonly changed: readonly { readonly before: EdgeSpec; readonly after: EdgeSpec }[];
};

export type ContentDiff = {
  /** True if both have the same digest. */
  readonly isSame: boolean;
  /** The header fields, without params. */
  readonly graph: readonly FieldChange[];
  readonly params: NamedDiff;
  readonly vertices: NamedDiff;
  readonly edges: EdgeDiff;
  /** True if the same vertices or edges are in another order. The order changes the digest. */
  readonly isReordered: boolean;
};

/** The changes from `before` to `after`. Vertices are identified by name, so a renamed vertex is removed and added. */
export function diffContents(before: GraphContent, after: GraphContent): ContentDiff {
  const graph = changedFields(
    headerJson({ ...headerOf(before), params: undefined }),
    headerJson({ ...headerOf(after), params: undefined }),
  );
  const params = diffNamed(entriesOf(before.params), entriesOf(after.params), inputJson);
  const vertices = diffNamed(before.vertices, after.vertices, vertexJson);
  const edges = diffEdges(before.edges, after.edges);
  const isReordered =
    !isSameOrder([...before.vertices.keys()], [...after.vertices.keys()]) ||
    !isSameOrder(before.edges.map(edgeKey), after.edges.map(edgeKey));
  const isSame = graph.length === 0 && [params, vertices, edges].every(isEmptyDiff) && !isReordered;
  return { isSame, graph, params, vertices, edges, isReordered };
}

function entriesOf(record: Readonly<Record<string, InputSpec>> | undefined): ReadonlyMap<string, InputSpec> {
  return new Map(Object.entries(record ?? {}));
}

/** What differs between things that are known by their names. */
export function diffNamed<Spec extends object>(
  before: ReadonlyMap<string, Spec>,
  after: ReadonlyMap<string, Spec>,
  jsonOf: (spec: Spec) => { readonly [field: string]: unknown },
): NamedDiff {
  const changed = [...after].flatMap(([name, spec]) => {
    const old = before.get(name);
    const fields = old === undefined ? [] : changedFields(jsonOf(old), jsonOf(spec));
    return fields.length === 0 ? [] : [{ name, fields }];
  });
  return {
    added: [...after.keys()].filter((name) => !before.has(name)),
    removed: [...before.keys()].filter((name) => !after.has(name)),
    changed,
  };
}

function changedFields(
  before: { readonly [field: string]: unknown },
  after: { readonly [field: string]: unknown },
): readonly FieldChange[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .filter((field) => !isSame(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

function diffEdges(before: readonly EdgeSpec[], after: readonly EdgeSpec[]): EdgeDiff {
  const old = new Map(before.map((edge) => [edgeKey(edge), edge]));
  const now = new Map(after.map((edge) => [edgeKey(edge), edge]));
  return {
    added: after.filter((edge) => !old.has(edgeKey(edge))),
    removed: before.filter((edge) => !now.has(edgeKey(edge))),
    changed: after.flatMap((edge) => {
      const was = old.get(edgeKey(edge));
      return was === undefined || isSame(was, edge) ? [] : [{ before: was, after: edge }];
    }),
  };
}

/** The key of an edge: its two ends. Names contain no line break. */
function edgeKey({ tail, head }: EdgeSpec): string {
  return `${tail}\n${head}`;
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}

/** True if the names that are in both lists have the same order. */
function isSameOrder(before: readonly string[], after: readonly string[]): boolean {
  const inBefore = new Set(before);
  const inAfter = new Set(after);
  const kept = after.filter((key) => inBefore.has(key));
  return before.filter((key) => inAfter.has(key)).every((key, place) => key === kept[place]);
}

export function isEmptyDiff(diff: {
  added: readonly unknown[];
  removed: readonly unknown[];
  changed: readonly unknown[];
}): boolean {
  return diff.added.length === 0 && diff.removed.length === 0 && diff.changed.length === 0;
}
