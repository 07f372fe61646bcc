import type { DiffStatus } from "#components/canvas/elements/diff-mark.tsx";
import { freePlace } from "#components/canvas/layout/by-hand/free-place.ts";
import { edgeId, type Point } from "#components/draft/edits/edit.ts";
import { diffContents, type FieldChange } from "#engine/graph-file/content-diff.ts";
import type { EdgeSpec, GraphFile, VertexSpec } from "#engine/model/graph-content.ts";

/** Two contents of a graph as one drawing. */
type UnionGraph = {
  /** Every vertex and every edge of both, once; what both have is as in the second one. */
  readonly file: GraphFile;
  readonly vertices: ReadonlyMap<string, DiffStatus>;
  /** By `edgeId`. */
  readonly edges: ReadonlyMap<string, DiffStatus>;
  /** What differs in each changed vertex. */
  readonly fields: ReadonlyMap<string, readonly FieldChange[]>;
  /** The vertices that differ, in the order in which somebody goes through them: from left to right, then down. */
  readonly order: readonly string[];
};

/**
 * Both contents as one drawing. Places come from `b`. A vertex that only `a` has is near its old place where no card is. Places
 * alone are no difference.
 */
export function unionGraph(a: GraphFile, b: GraphFile): UnionGraph {
  const diff = diffContents(a.content, b.content);
  const added = new Set(diff.vertices.added);
  const changed = new Map(diff.vertices.changed.map(({ name, fields }) => [name, fields]));
  const statusOf = (name: string): DiffStatus =>
    added.has(name) ? "added" : changed.has(name) ? "changed" : "same";
  const vertices = new Map<string, VertexSpec>(b.content.vertices);
  const statuses = new Map<string, DiffStatus>([...vertices.keys()].map((name) => [name, statusOf(name)]));
  const layout = new Map<string, Point>(b.layout);
  for (const name of diff.vertices.removed) {
    const spec = a.content.vertices.get(name);
    if (spec === undefined) continue;
    vertices.set(name, spec);
    statuses.set(name, "removed");
    layout.set(name, freePlace(layout.values(), a.layout.get(name) ?? ORIGIN));
  }
  const { edges, edgeStatuses } = unionEdges(b.content.edges, diff.edges);
  const order = [...statuses]
    .filter(([, status]) => status !== "same")
    .map(([name]) => name)
    .toSorted((one, other) => inReadingOrder(layout.get(one), layout.get(other)));
  const file = { ...b, content: { ...b.content, vertices, edges }, layout };
  return { file, vertices: statuses, edges: edgeStatuses, fields: changed, order };
}

function unionEdges(own: readonly EdgeSpec[], diff: ReturnType<typeof diffContents>["edges"]) {
  const added = new Set(diff.added.map(edgeId));
  const changed = new Set(diff.changed.map(({ after }) => edgeId(after)));
  const edgeStatuses = new Map<string, DiffStatus>();
  for (const edge of own) {
    const id = edgeId(edge);
    edgeStatuses.set(id, added.has(id) ? "added" : changed.has(id) ? "changed" : "same");
  }
  for (const edge of diff.removed) edgeStatuses.set(edgeId(edge), "removed");
  return { edges: [...own, ...diff.removed], edgeStatuses };
}

const ORIGIN: Point = { x: 0, y: 0 };

function inReadingOrder(one: Point = ORIGIN, other: Point = ORIGIN): number {
  return one.x - other.x || one.y - other.y;
}
