import { fittedAnnotations, NO_ANNOTATIONS } from "../../graph-file/annotations.ts";
import type { FrameSpec, GraphFile, NoteSpec } from "../../model/graph-content.ts";
import { insideCanvas } from "../../shape/fields/place-field.ts";
import { uniqueName } from "../../shape/names/free-name.ts";

type Point = { readonly x: number; readonly y: number };

/** What a card takes, with what stays free around it. */
const CARD_SPACE = { x: 260, y: 120 };

/**
 * The drawing of a graph with the vertices of a child in the place of the one that ran it. They keep their places to each other.
 * Where they would cover others, what is to the right of it or below gives way. Frames and notes of the child come along; the
 * frame in which the vertex was holds its vertices.
 *
 * @param child with the names that its vertices get.
 */
export function ungroupedDrawing(
  { layout, annotations = NO_ANNOTATIONS }: GraphFile,
  vertex: string,
  child: GraphFile,
  content: GraphFile["content"],
): Pick<GraphFile, "layout" | "annotations"> {
  const { x, y } = layout.get(vertex) ?? { x: 0, y: 0 };
  const others = [...layout].filter(([name]) => name !== vertex);
  const own = [...child.layout].filter(([name]) => child.content.vertices.has(name));
  const [left, right] = extent(own.map(([, place]) => place.x));
  const [top, bottom] = extent(own.map(([, place]) => place.y));
  const [width, height] = [right - left, bottom - top];
  const half = { x: Math.round(width / 2), y: Math.round(height / 2) };
  const isFree = !others.some(
    ([, place]) =>
      Math.abs(place.x - x) < half.x + CARD_SPACE.x && Math.abs(place.y - y) < half.y + CARD_SPACE.y,
  );
  const corner = isFree ? { x: x - half.x, y: y - half.y } : { x, y };
  const moved = (place: Point) => insideCanvas({ x: place.x - left + corner.x, y: place.y - top + corner.y });
  const away = (place: Point) =>
    isFree
      ? place
      : insideCanvas({ x: place.x + (place.x > x ? width : 0), y: place.y + (place.y > y ? height : 0) });
  const brought = child.annotations ?? NO_ANNOTATIONS;
  const framed = new Set([...brought.frames.values()].flatMap(({ vertices }) => vertices));
  const free = [...child.content.vertices.keys()].filter((name) => !framed.has(name));
  const frames = new Map<string, FrameSpec>(
    [...annotations.frames].map(([name, frame]) => [
      name,
      frame.vertices.includes(vertex)
        ? { ...frame, vertices: frame.vertices.flatMap((each) => (each === vertex ? free : [each])) }
        : frame,
    ]),
  );
  for (const [name, frame] of brought.frames) frames.set(uniqueName(name, frames.keys()), frame);
  const notes = new Map<string, NoteSpec>(
    [...annotations.notes].map(([name, note]) => [name, { ...note, at: away(note.at) }]),
  );
  for (const [name, note] of brought.notes)
    notes.set(uniqueName(name, notes.keys()), { ...note, at: moved(note.at) });
  const places = new Map([...others.map(([name, place]) => [name, away(place)] as const)]);
  for (const [name, place] of own) places.set(name, moved(place));
  return { layout: places, annotations: fittedAnnotations({ frames, notes }, content.vertices) };
}

function extent(values: readonly number[]): readonly [number, number] {
  return values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)];
}
