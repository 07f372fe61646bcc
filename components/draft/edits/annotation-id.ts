import type { Annotations } from "#engine/model/graph-content.ts";

/** What people draw around or beside the vertices. */
type AnnotationKind = "frame" | "note";

/** The id of a frame or note on the canvas. Vertex names have no `:`, so none has the id of a vertex. */
export function annotationId(kind: AnnotationKind, name: string): string {
  return `${kind}:${name}`;
}

/** What an id of `annotationId` means; null for any other one. */
export function annotationOf(id: string): { readonly kind: AnnotationKind; readonly name: string } | null {
  const [kind, ...rest] = id.split(":");
  if (rest.length === 0 || (kind !== "frame" && kind !== "note")) return null;
  return { kind, name: rest.join(":") };
}

/** True where there is a frame or note of this id. */
export function hasAnnotation(annotations: Annotations | undefined, id: string): boolean {
  const drawn = annotationOf(id);
  if (drawn === null || annotations === undefined) return false;
  return (drawn.kind === "frame" ? annotations.frames : annotations.notes).has(drawn.name);
}
