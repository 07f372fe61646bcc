/** What people draw around or beside the vertices. */
export type AnnotationKind = "frame" | "note";

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
