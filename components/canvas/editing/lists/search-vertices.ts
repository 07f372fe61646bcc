import { kindViewOf } from "#components/kinds/kind-views.ts";
import type { GraphContent, VertexSpec } from "#engine/model/graph-content.ts";

/** The place of a match: a vertex, and where in it. */
export type SearchHit = { readonly vertex: string; readonly where: string };

/** Vertices that have a text in their name, in what their kind holds, in their inputs or their description. Names first. */
export function searchVertices({ vertices }: GraphContent, query: string): readonly SearchHit[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return [];
  const has = (text: string | undefined) => text?.toLowerCase().includes(wanted) === true;
  const inNames: SearchHit[] = [];
  const elsewhere: SearchHit[] = [];
  for (const [vertex, spec] of vertices) {
    if (has(vertex)) {
      inNames.push({ vertex, where: "name" });
      continue;
    }
    const where = placeIn(spec, has);
    if (where !== null) elsewhere.push({ vertex, where });
  }
  return [...inNames, ...elsewhere];
}

/** The first place of a vertex that has the text; null where none has it. */
function placeIn(spec: VertexSpec, has: (text: string | undefined) => boolean): string | null {
  for (const { label, text } of kindViewOf(spec).texts(spec)) {
    const lines = text.split("\n");
    const line = lines.findIndex(has);
    if (line >= 0) return lines.length === 1 ? label : `${label}, line ${line + 1}`;
  }
  for (const [name, { description }] of Object.entries(spec.inputs ?? {}))
    if (has(name) || has(description)) return `input ${name}`;
  return has(spec.description) ? "description" : null;
}
