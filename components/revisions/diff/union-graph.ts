import type { DiffStatus } from "#components/canvas/elements/diff-mark.tsx";
import { freePlaces } from "#components/canvas/layout/by-hand/free-place.ts";
import { edgeId, edgeOf, type Point } from "#components/draft/edits/edit.ts";
import {
  type ContentDiff,
  diffContents,
  type FieldChange,
  isEmptyDiff,
} from "#engine/graph-file/content-diff.ts";
import type { EdgeSpec, GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import type { DiffPlace } from "./diff-place.ts";

/** Two contents of a graph as one drawing. */
export type UnionGraph = {
  /** Every vertex and every edge of both, once; what both have is as in the second one. */
  readonly file: GraphFile;
  readonly vertices: ReadonlyMap<string, DiffStatus>;
  /** By `edgeId`. */
  readonly edges: ReadonlyMap<string, DiffStatus>;
  /** What differs in each changed vertex. */
  readonly fields: ReadonlyMap<string, readonly FieldChange[]>;
  /** What differs, in the order in which somebody goes through it: the graph itself, then from left to right, then down. */
  readonly order: readonly DiffPlace[];
  readonly diff: ContentDiff;
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
  const placeAt = freePlaces(layout.values());
  for (const name of diff.vertices.removed) {
    const spec = a.content.vertices.get(name);
    if (spec === undefined) continue;
    vertices.set(name, spec);
    statuses.set(name, "removed");
    layout.set(name, placeAt(a.layout.get(name) ?? ORIGIN));
  }
  const { edges, edgeStatuses } = unionEdges(b.content.edges, diff.edges);
  const order = [
    ...(saysOther(diff) ? [{ is: "graph" } as const] : []),
    ...orderOf(statuses, edgeStatuses, layout),
  ];
  const file = { ...withFramesOpen(b), content: { ...b.content, vertices, edges }, layout };
  return { file, vertices: statuses, edges: edgeStatuses, fields: changed, order, diff };
}

/** Whether the graph says something else of itself: a param, an output, a setting, or the order of what is in it. */
function saysOther({ graph, params, isReordered }: ContentDiff): boolean {
  return graph.length > 0 || isReordered || !isEmptyDiff(params);
}

/** The card of a collapsed frame would hide what differs in it. */
function withFramesOpen(file: GraphFile): GraphFile {
  const { annotations } = file;
  if (annotations === undefined) return file;
  const frames = [...annotations.frames].map(([name, { collapsed: _, ...frame }]) => [name, frame] as const);
  return { ...file, annotations: { ...annotations, frames: new Map(frames) } };
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

/** An edge is between its two ends. Of two at one place the vertex comes first. */
function orderOf(
  vertices: ReadonlyMap<string, DiffStatus>,
  edges: ReadonlyMap<string, DiffStatus>,
  layout: ReadonlyMap<string, Point>,
): readonly DiffPlace[] {
  const placed = (is: "vertex" | "edge", statuses: ReadonlyMap<string, DiffStatus>) =>
    [...statuses].flatMap(([id, status]) => {
      if (status === "same") return [];
      const ends = is === "vertex" ? [id] : Object.values(edgeOf(id));
      const [one = ORIGIN, other = one] = ends.map((name) => layout.get(name));
      return [{ place: { is, id }, at: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 } }];
    });
  return [...placed("vertex", vertices), ...placed("edge", edges)]
    .toSorted((one, other) => inReadingOrder(one.at, other.at))
    .map(({ place }) => place);
}

const ORIGIN: Point = { x: 0, y: 0 };

function inReadingOrder(one: Point = ORIGIN, other: Point = ORIGIN): number {
  return one.x - other.x || one.y - other.y;
}
