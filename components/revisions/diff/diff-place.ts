/** Something that differs, or is looked at: a vertex, an edge by its `edgeId`, or what the graph says of itself. */
export type DiffPlace = { readonly is: "vertex" | "edge"; readonly id: string } | { readonly is: "graph" };

/** A place as the address says it: `vertex:build`, `edge:build -> test`, `graph`. Names of vertices have no `:`. */
export function placeText(place: DiffPlace): string {
  return place.is === "graph" ? "graph" : `${place.is}:${place.id}`;
}

/** The place of an address; null where it says none. Whether it is there is another question. */
export function placeIn(text: string): DiffPlace | null {
  if (text === "graph") return { is: "graph" };
  const [, is, id] = /^(vertex|edge):(.+)$/su.exec(text) ?? [];
  return (is === "vertex" || is === "edge") && id !== undefined ? { is, id } : null;
}
