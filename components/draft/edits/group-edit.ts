import { NO_ANNOTATIONS } from "#engine/graph-file/annotations.ts";
import { writeGraphText } from "#engine/graph-file/write-graph-text.ts";
import { groupVertices } from "#engine/grouping/group-vertices.ts";
import { ungroupVertex } from "#engine/grouping/ungrouping/ungroup-vertex.ts";
import type { Annotations, GraphFile } from "#engine/model/graph-content.ts";
import { uniqueName } from "#engine/shape/names/free-name.ts";
import { MAX_VERTEX_NAME, vertexNameKey, vertexNameProblem } from "#engine/shape/names/graph-names.ts";
import { nearestGraphName } from "#engine/shape/names/nearest-graph-name.ts";
import { annotationOf } from "./annotation-id.ts";
import { type Edit, type Edited, refused } from "./edit.ts";

/** What is to be grouped of what is selected: a frame brings its vertices. */
export function chosenToGroup(
  { content, annotations = NO_ANNOTATIONS }: GraphFile,
  selection: { readonly vertices: ReadonlySet<string>; readonly annotations: ReadonlySet<string> },
): { readonly vertices: readonly string[]; readonly notes: readonly string[] } {
  const drawn = [...selection.annotations].flatMap((id) => annotationOf(id) ?? []);
  const frames = drawn.filter(({ kind }) => kind === "frame").map(({ name }) => name);
  const chosen = new Set([
    ...selection.vertices,
    ...frames.flatMap((name) => annotations.frames.get(name)?.vertices ?? []),
  ]);
  return {
    vertices: [...content.vertices.keys()].filter((name) => chosen.has(name)),
    notes: drawn.flatMap(({ kind, name }) => (kind === "note" ? [name] : [])),
  };
}

/** A name for the child graph: the title of the frame that is grouped, or else the graph's own with a word behind it. */
export function suggestedGraphName(
  {
    content,
    annotations,
  }: { readonly content: { readonly name: string }; readonly annotations?: Annotations | undefined },
  vertices: readonly string[],
): string {
  const inside = new Set(vertices);
  const frames = [...(annotations?.frames ?? [])].filter(
    ([, frame]) => frame.vertices.length === inside.size && frame.vertices.every((name) => inside.has(name)),
  );
  const title = frames[0]?.[1].title ?? "";
  const word = nearestGraphName(title).toLowerCase();
  return word === "" ? `${content.name.slice(0, 90)}-part` : word.slice(0, 90);
}

/** A free name for the vertex that runs a child graph: that of the graph, if it can be one. */
export function groupVertexName({ content }: GraphFile, vertices: readonly string[], graph: string): string {
  const inside = new Set(vertices);
  const wanted = graph.slice(0, MAX_VERTEX_NAME);
  return uniqueName(
    vertexNameProblem(wanted) === null ? wanted : "group",
    [...content.vertices.keys()].filter((name) => !inside.has(name)),
  );
}

/** Puts a vertex that runs a child graph in the place of the vertices of which the child was made. */
export function groupInto(file: GraphFile, edit: Extract<Edit, { readonly do: "group" }>): Edited {
  const { vertices, notes, vertex, child } = edit;
  const inside = new Set(vertices);
  const key = vertexNameKey(vertex);
  const twin = [...file.content.vertices.keys()].find(
    (name) => !inside.has(name) && vertexNameKey(name) === key,
  );
  if (twin !== undefined) return refused(`There is a vertex ${twin} already.`);
  const grouped = groupVertices(file, { vertices, notes, graph: child.content.name, vertex });
  if (!grouped.ok) return refused(`It cannot be grouped any more: ${grouped.reasons[0]?.text ?? ""}`);
  if (writeGraphText(grouped.child) !== writeGraphText(child))
    return refused("What was selected has changed since the child graph was made.");
  return { ok: true, file: grouped.parent, select: [vertex] };
}

/** Puts the vertices of a child graph in the place of the vertex that runs it. */
export function ungroupInto(file: GraphFile, edit: Extract<Edit, { readonly do: "ungroup" }>): Edited {
  const ungrouped = ungroupVertex(file, edit.vertex, edit.child);
  return ungrouped.ok
    ? { ok: true, file: ungrouped.file, select: ungrouped.vertices }
    : refused(`It cannot be ungrouped any more: ${ungrouped.reasons[0]?.text ?? ""}`);
}
