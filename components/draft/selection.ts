import type { Names } from "#engine/merge/names.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { annotationId, annotationOf, hasAnnotation } from "./edits/annotation-id.ts";
import { edgeId, edgeOf } from "./edits/edit.ts";

/** What is selected: vertices by name, edges by `edgeId`, frames and notes by `annotationId`. */
export type Selection = {
  readonly vertices: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
  readonly annotations: ReadonlySet<string>;
};

export const NOTHING_SELECTED: Selection = {
  vertices: new Set(),
  edges: new Set(),
  annotations: new Set(),
};

/** What of a selection the file still has. */
export function stillThere(selection: Selection, { content, annotations: drawn }: GraphFile): Selection {
  const vertices = [...selection.vertices].filter((name) => content.vertices.has(name));
  const edges =
    selection.edges.size === 0 ? [] : content.edges.map(edgeId).filter((id) => selection.edges.has(id));
  // Who follows the selection does nothing for a key that is typed.
  const annotations = [...selection.annotations].filter((id) => hasAnnotation(drawn, id));
  if (
    vertices.length === selection.vertices.size &&
    edges.length === selection.edges.size &&
    annotations.length === selection.annotations.size
  )
    return selection;
  return { vertices: new Set(vertices), edges: new Set(edges), annotations: new Set(annotations) };
}

/** A selection after a merge in which things got other names. */
export function renamedSelection(selection: Selection, names: Names): Selection {
  const { vertices, frames, notes } = names;
  if (vertices.size + frames.size + notes.size === 0) return selection;
  const nameOf = (name: string) => vertices.get(name) ?? name;
  return {
    vertices: new Set([...selection.vertices].map(nameOf)),
    edges: new Set([...selection.edges].map((id) => renamedEdge(id, names))),
    annotations: new Set([...selection.annotations].map((id) => renamedAnnotation(id, { frames, notes }))),
  };
}

/** The id of an edge after a merge in which things got other names. */
export function renamedEdge(id: string, { vertices }: Pick<Names, "vertices">): string {
  const { tail, head } = edgeOf(id);
  return edgeId({ tail: vertices.get(tail) ?? tail, head: vertices.get(head) ?? head });
}

/** The id of a frame or note after a merge in which things got other names. */
export function renamedAnnotation(id: string, { frames, notes }: Pick<Names, "frames" | "notes">): string {
  const drawn = annotationOf(id);
  const to = drawn && (drawn.kind === "frame" ? frames : notes).get(drawn.name);
  return drawn === null || to == null ? id : annotationId(drawn.kind, to);
}
