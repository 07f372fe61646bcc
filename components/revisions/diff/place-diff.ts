import { edgeId } from "#components/draft/edits/edit.ts";
import { type ContentDiff, isEmptyDiff } from "#engine/graph-file/content-diff.ts";
import type { DiffPlace } from "./diff-place.ts";

const NONE = { added: [], removed: [], changed: [] };

/** What differs in one place: a vertex with the edges at it, an edge alone, or what the graph says of itself. */
export function diffOf(diff: ContentDiff, place: DiffPlace): ContentDiff {
  const part =
    place.is === "graph"
      ? { ...diff, vertices: NONE, edges: NONE }
      : place.is === "edge"
        ? { ...NOTHING, edges: edgesWhere(diff, (edge) => edgeId(edge) === place.id) }
        : {
            ...NOTHING,
            vertices: vertexOnly(diff, place.id),
            edges: edgesWhere(diff, ({ tail, head }) => tail === place.id || head === place.id),
          };
  const isSame =
    part.graph.length === 0 &&
    !part.isReordered &&
    [part.params, part.vertices, part.edges].every(isEmptyDiff);
  return { ...part, isSame };
}

const NOTHING: Omit<ContentDiff, "isSame"> = {
  ...{ graph: [], params: NONE, vertices: NONE, edges: NONE, isReordered: false },
};

function vertexOnly({ vertices }: ContentDiff, name: string): ContentDiff["vertices"] {
  const own = (names: readonly string[]) => names.filter((each) => each === name);
  return {
    added: own(vertices.added),
    removed: own(vertices.removed),
    changed: vertices.changed.filter((each) => each.name === name),
  };
}

function edgesWhere(
  { edges }: ContentDiff,
  isWanted: (edge: { readonly tail: string; readonly head: string }) => boolean,
): ContentDiff["edges"] {
  return {
    added: edges.added.filter(isWanted),
    removed: edges.removed.filter(isWanted),
    changed: edges.changed.filter(({ after }) => isWanted(after)),
  };
}
