import { noteTitle } from "#components/canvas/annotations/note-size.ts";
import { frameTitle } from "#components/canvas/layout/collapsed-file.ts";
import { annotationId } from "#components/draft/edits/annotation-id.ts";
import type { Annotations, EdgeSpec, VertexSpec } from "#engine/model/graph-content.ts";

export type Row =
  | { readonly of: "vertex"; readonly name: string; readonly spec: VertexSpec }
  | { readonly of: "edge"; readonly edge: EdgeSpec }
  /** A frame stands before its vertices; notes stand at the end. */
  | { readonly of: "drawn"; readonly id: string; readonly text: string };

/** Each vertex, and behind it the edges that leave it; those of frames first, then the others, then the notes. */
export function rowsOf(
  vertices: ReadonlyMap<string, VertexSpec>,
  edges: readonly EdgeSpec[],
  annotations: Annotations | undefined,
): readonly Row[] {
  const leaving = new Map<string, Row[]>();
  for (const edge of edges) {
    const known = leaving.get(edge.tail);
    if (known === undefined) leaving.set(edge.tail, [{ of: "edge", edge }]);
    else known.push({ of: "edge", edge });
  }
  const rowsOfVertex = ([name, spec]: readonly [string, VertexSpec]): readonly Row[] => [
    { of: "vertex", name, spec },
    ...(leaving.get(name) ?? []),
  ];
  if (annotations === undefined) return [...vertices].flatMap(rowsOfVertex);
  const framed = new Set([...annotations.frames.values()].flatMap((frame) => frame.vertices));
  return [
    ...[...annotations.frames].flatMap(([name, frame]): readonly Row[] => [
      { of: "drawn", id: annotationId("frame", name), text: `Frame ${frameTitle(name, frame.title)}` },
      ...frame.vertices.flatMap((each) => rowsOfVertex([each, vertices.get(each) ?? {}])),
    ]),
    ...[...vertices].filter(([name]) => !framed.has(name)).flatMap(rowsOfVertex),
    ...[...annotations.notes].map(
      ([name, note]): Row => ({
        of: "drawn",
        id: annotationId("note", name),
        text: `Note: ${noteTitle(note)}`,
      }),
    ),
  ];
}

/** What tells a row from the others: the name of a vertex, or the id of what is drawn. */
export function keyOf(row: Row | undefined): string | null {
  if (row === undefined) return null;
  if (row.of === "drawn") return row.id;
  return row.of === "vertex" ? row.name : `${row.edge.tail} -> ${row.edge.head}`;
}
