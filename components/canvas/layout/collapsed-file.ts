import { annotationId, annotationOf } from "#components/draft/edits/annotation-id.ts";
import { edgeLabel } from "#components/draft/edits/edge-kind.ts";
import { edgeId, type Point } from "#components/draft/edits/edit.ts";
import type { EdgeSpec, GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import { membersInBox } from "./frame-boxes.ts";

/** A frame that is drawn as one card. */
export type CollapsedFrame = {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
};

export type CollapsedFile = {
  readonly file: GraphFile;
  readonly collapsed: readonly CollapsedFrame[];
};

/** The id of the card of a frame. No vertex has it as its name. */
export function frameId(name: string): string {
  return annotationId("frame", name);
}

/** What is written on a frame: its title, or else its name. */
export function frameTitle(name: string, title: string | undefined): string {
  return title ?? name;
}

const NOTHING: VertexSpec = {};

/** The file with some frames collapsed or opened by whoever looks at it, by their names; the same file without any. */
export function withFramesShown(file: GraphFile, shown: ReadonlyMap<string, boolean>): GraphFile {
  const { annotations } = file;
  if (annotations === undefined || shown.size === 0) return file;
  const frames = [...annotations.frames].map(([name, { collapsed, ...frame }]) => {
    const isCollapsed = shown.get(name) ?? collapsed === true;
    return [name, isCollapsed ? { ...frame, collapsed: true as const } : frame] as const;
  });
  return { ...file, annotations: { ...annotations, frames: new Map(frames) } };
}

/** All vertices that are in a frame. */
export function framedVertices({ annotations }: GraphFile): ReadonlySet<string> {
  return new Set([...(annotations?.frames.values() ?? [])].flatMap(({ vertices }) => vertices));
}

/**
 * The file as a canvas draws it: each collapsed frame is one vertex, with the edges between its vertices and others. Several
 * edges between the same two are one; it has no condition where theirs differ. The same file where no frame is collapsed.
 */
export function collapsedFile(file: GraphFile): CollapsedFile {
  const collapsed = [...(file.annotations?.frames ?? [])].flatMap(([name, frame]): CollapsedFrame[] => {
    const members = frame.collapsed === true ? membersInBox(file, frame) : [];
    if (members.length === 0) return [];
    return [{ id: frameId(name), name: frameTitle(name, frame.title), members }];
  });
  if (collapsed.length === 0) return { file, collapsed };
  const idOf = new Map(collapsed.flatMap(({ id, members }) => members.map((name) => [name, id] as const)));
  const shownAs = (name: string) => idOf.get(name) ?? name;
  const vertices = new Map<string, VertexSpec>();
  for (const [name, spec] of file.content.vertices) {
    const id = idOf.get(name);
    if (id === undefined) vertices.set(name, spec);
    else vertices.set(id, NOTHING);
  }
  const edges = new Map<string, EdgeSpec>();
  for (const edge of file.content.edges) {
    const ends = { tail: shownAs(edge.tail), head: shownAs(edge.head) };
    if (ends.tail === edge.tail && ends.head === edge.head) {
      edges.set(edgeId(edge), edge);
      continue;
    }
    if (ends.tail === ends.head) continue;
    const known = edges.get(edgeId(ends));
    const isSame = known === undefined || edgeLabel(known) === edgeLabel(edge);
    edges.set(edgeId(ends), isSame ? { ...edge, ...ends } : ends);
  }
  const layout = new Map([...file.layout].filter(([name]) => !idOf.has(name)));
  for (const { id, members } of collapsed) {
    const place = cornerOf(members.flatMap((name) => file.layout.get(name) ?? []));
    if (place !== null) layout.set(id, place);
  }
  return {
    file: { ...file, content: { ...file.content, vertices, edges: [...edges.values()] }, layout },
    collapsed,
  };
}

/** Where the card of a collapsed frame stands: at the upper left corner of its vertices. */
function cornerOf(places: readonly Point[]): Point | null {
  if (places.length === 0) return null;
  return {
    x: places.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY),
    y: places.reduce((least, { y }) => Math.min(least, y), Number.POSITIVE_INFINITY),
  };
}

/** The places of vertices, where places of cards of collapsed frames are among them: their vertices move with them. */
export function expandedPlaces(
  file: GraphFile,
  places: ReadonlyMap<string, Point>,
): ReadonlyMap<string, Point> {
  const expanded = new Map<string, Point>();
  for (const [id, place] of places) {
    const drawn = annotationOf(id);
    const frame = drawn?.kind === "frame" ? file.annotations?.frames.get(drawn.name) : undefined;
    if (frame === undefined) {
      if (drawn === null) expanded.set(id, place);
      continue;
    }
    const members = membersInBox(file, frame).flatMap((name): [string, Point][] => {
      const at = file.layout.get(name);
      return at === undefined ? [] : [[name, at]];
    });
    const corner = cornerOf(members.map(([, at]) => at));
    if (corner === null) continue;
    for (const [name, { x, y }] of members)
      expanded.set(name, { x: x + place.x - corner.x, y: y + place.y - corner.y });
  }
  return expanded;
}
