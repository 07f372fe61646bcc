import { NO_ANNOTATIONS } from "#engine/graph-file/annotations.ts";
import type { Annotations, EdgeSpec, GraphFile } from "#engine/model/graph-content.ts";
import { leftNumbers, withRenamedVertices } from "#engine/references/renamed-vertices.ts";
import { insideCanvas } from "#engine/shape/fields/place-field.ts";
import { FreeNames } from "#engine/shape/names/free-name.ts";
import { vertexNameKey, vertexNameOf, vertexNameProblem } from "#engine/shape/names/graph-names.ts";
import { movedNotes, pastedAnnotations, withFramesOf, withoutAnnotations } from "./annotation-edits.ts";
import { finalProblem } from "./edge-problem.ts";
import { type EdgeEnds, type Edit, type Edited, isSameEdge, type Point, refused } from "./edit.ts";
import { changed, readVertex } from "./file-part.ts";
import { pasteOffset } from "./paste-offset.ts";
import { pastedEdges } from "./pasted-edges.ts";

type EditTo<What extends Edit["do"]> = Extract<Edit, { do: What }>;

/** Why a vertex cannot be called so: not a name, or another one's. `own` is the vertex that would get the name. */
export function nameProblem(file: GraphFile, wanted: string, own?: string): string | null {
  const problem = vertexNameProblem(wanted);
  if (problem !== null) return problem;
  const key = vertexNameKey(wanted);
  const twin = [...file.content.vertices.keys()].find((name) => name !== own && vertexNameKey(name) === key);
  if (twin === undefined) return null;
  return twin === vertexNameOf(wanted)
    ? `There is a vertex ${twin} already. Choose another name.`
    : `${wanted} and ${twin} differ only in upper and lower case or in the way they are typed. Choose another name.`;
}

/** Adds a vertex, connected as the hook says. */
export function addVertex(file: GraphFile, edit: EditTo<"add">): Edited {
  const { name: wanted, spec: json, at, hook, moved } = edit;
  const problem = nameProblem(file, wanted);
  if (problem !== null) return refused(problem);
  const spec = readVertex(wanted, json);
  if (!spec.ok) return refused(spec.text);
  const name = vertexNameOf(wanted);
  const end = hook.by === "tail" ? hook.tail : hook.by === "head" ? hook.head : undefined;
  if (end !== undefined && file.content.vertices.get(end)?.final !== undefined)
    return refused(finalProblem(end));
  const edges = hookedEdges(file, name, hook);
  if (edges === null) return refused("The vertex or edge to connect to no longer exists.");
  const vertices = new Map(file.content.vertices).set(name, spec.value);
  const layout = withPlaces(file, moved).set(name, insideCanvas(at));
  const added = changed(file, { vertices, edges, layout });
  return { ok: true, file: hook.by === "edge" ? inFrameOf(added, name, hook.edge) : added, select: [name] };
}

/** Puts a vertex that is there between the two ends of an edge. */
export function putBetween(file: GraphFile, { name, edge, at, moved }: EditTo<"put-between">): Edited {
  const spec = file.content.vertices.get(name);
  if (spec === undefined) return refused(`There is no vertex ${name} any more.`);
  if (spec.final !== undefined) return refused(finalProblem(name));
  if (file.content.edges.some(({ tail, head }) => tail === name || head === name))
    return refused(`${name} has edges of its own. Remove them first.`);
  const edges = hookedEdges(file, name, { by: "edge", edge });
  if (edges === null) return refused("The edge is not there any more.");
  const layout = withPlaces(file, moved).set(name, insideCanvas(at));
  return { ok: true, file: inFrameOf(changed(file, { edges, layout }), name, edge), select: [name] };
}

/** The layout with other places for some vertices. */
function withPlaces({ layout }: GraphFile, places: ReadonlyMap<string, Point> = new Map()) {
  const now = new Map(layout);
  for (const [name, place] of places) if (now.has(name)) now.set(name, insideCanvas(place));
  return now;
}

/** What stands between two vertices of one frame is in it, too; else it leaves the frame that it was in. */
function inFrameOf(file: GraphFile, name: string, { tail, head }: EdgeEnds): GraphFile {
  const frames = [...(file.annotations?.frames ?? [])];
  const frameOf = (vertex: string) =>
    frames.find(([, { vertices }]) => vertices.includes(vertex))?.[0] ?? null;
  const wanted = frameOf(tail) === frameOf(head) ? frameOf(tail) : null;
  return frameOf(name) === wanted ? file : withFramesOf(file, new Map([[name, wanted]]));
}

function hookedEdges(
  { content }: GraphFile,
  name: string,
  hook: EditTo<"add">["hook"],
): readonly EdgeSpec[] | null {
  const { edges, vertices } = content;
  switch (hook.by) {
    case "nothing":
      return edges;
    case "tail":
      return vertices.has(hook.tail) ? [...edges, { tail: hook.tail, head: name }] : null;
    case "head":
      return vertices.has(hook.head) ? [...edges, { tail: name, head: hook.head }] : null;
    case "edge": {
      const old = edges.find((edge) => isSameEdge(edge, hook.edge));
      if (old === undefined) return null;
      // What was said of the edge (`when: failed`) was said of its tail, so the first half keeps it.
      return edges.flatMap((edge) =>
        edge === old
          ? [
              { ...edge, head: name },
              { tail: name, head: edge.head },
            ]
          : [edge],
      );
    }
  }
}

/** Puts vertices elsewhere. */
export function moveVertices(file: GraphFile, { places, notes, frameOf }: EditTo<"move">): Edited {
  const layout = new Map(file.layout);
  let isMoved = false;
  for (const [name, wanted] of places) {
    const place = insideCanvas(wanted);
    const old = layout.get(name);
    if (!file.content.vertices.has(name) || (old?.x === place.x && old.y === place.y)) continue;
    layout.set(name, place);
    isMoved = true;
  }
  const annotations = movedNotes(
    file.annotations,
    new Map([...(notes ?? [])].map(([n, at]) => [n, insideCanvas(at)])),
  );
  const moved = isMoved || annotations !== file.annotations ? changed(file, { layout, annotations }) : file;
  return { ok: true, file: withFramesOf(moved, frameOf ?? new Map()) };
}

/** Takes away edges, frames, notes and vertices, these with all edges at them. */
export function removeParts(
  file: GraphFile,
  { vertices: names, edges: removed, annotations: drawn = [] }: EditTo<"remove">,
): Edited {
  const gone = new Set(names);
  const vertices = new Map([...file.content.vertices].filter(([name]) => !gone.has(name)));
  const edges = file.content.edges.filter(
    (edge) => !gone.has(edge.tail) && !gone.has(edge.head) && !removed.some((each) => isSameEdge(each, edge)),
  );
  const isNothing =
    vertices.size === file.content.vertices.size && edges.length === file.content.edges.length;
  const left = withoutAnnotations(file, drawn);
  return { ok: true, file: isNothing ? left : changed(left, { vertices, edges }) };
}

/**
 * Adds a part of another graph (or of this one), with new names where its own are taken. What the part reads of its own
 * vertices it reads of the new ones; what it reads of others it goes on reading. It is moved where it would lie upon
 * what stands there: two pastes at one place are both seen.
 */
export function pastePart(file: GraphFile, { part, at }: EditTo<"paste">): Edited {
  const drawn = part.annotations ?? NO_ANNOTATIONS;
  if (part.content.vertices.size + drawn.notes.size === 0)
    return refused("There is neither a vertex nor a note in what you pasted.");
  const free = new FreeNames(file.content.vertices.keys());
  const names = new Map<string, string>();
  const layout = new Map(file.layout);
  const wanted = [...part.layout.values(), ...placesOfNotes(drawn)];
  const corner = cornerOf(wanted);
  const taken = [...file.layout.values(), ...placesOfNotes(file.annotations ?? NO_ANNOTATIONS)];
  const [left, top] = [at.x - corner.x, at.y - corner.y];
  const by = pasteOffset(
    taken,
    wanted.map(({ x, y }) => ({ x: x + left, y: y + top })),
  );
  const moved = ({ x, y }: Point) => insideCanvas({ x: x + left + by, y: y + top + by });
  for (const old of part.content.vertices.keys()) {
    const name = free.take(old);
    names.set(old, name);
    const place = part.layout.get(old) ?? corner;
    layout.set(name, moved(place));
  }
  const { content, left: unread } = withRenamedVertices(part.content, names);
  const vertices = new Map([...file.content.vertices, ...content.vertices]);
  // An edge that a draft cannot hold is left out rather than the whole paste refused.
  const edges = [...file.content.edges, ...pastedEdges(content)];
  const text = "The copies have names of their own.";
  const listed = new Map([...unread, ...leftNumbers(content)].map((each) => [each.text, each]));
  const pasted = pastedAnnotations(file.annotations, drawn, (old) => names.get(old) ?? old, moved);
  return {
    ok: true,
    file: changed(file, { vertices, edges, layout, annotations: pasted.annotations }),
    select: [...names.values()],
    selectAnnotations: pasted.added,
    renaming: { text, left: [...listed.values()] },
  };
}

function placesOfNotes({ notes }: Annotations): readonly Point[] {
  return [...notes.values()].map(({ at }) => at);
}

function cornerOf(places: readonly Point[]): Point {
  if (places.length === 0) return { x: 0, y: 0 };
  return {
    x: places.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY),
    y: places.reduce((least, { y }) => Math.min(least, y), Number.POSITIVE_INFINITY),
  };
}
