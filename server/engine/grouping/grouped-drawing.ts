import { fittedAnnotations, NO_ANNOTATIONS } from "../graph-file/annotations.ts";
import type { Annotations, FrameSpec, GraphFile, Layout } from "../model/graph-content.ts";
import { insideCanvas } from "../shape/fields/place-field.ts";

type Point = { readonly x: number; readonly y: number };
type Box = { readonly from: Point; readonly to: Point };

/** Where the cards, frames and notes of the child and of the parent are. */
export type GroupedDrawing = {
  readonly child: { readonly layout: Layout; readonly annotations: Annotations | undefined };
  readonly parent: { readonly layout: Layout; readonly annotations: Annotations | undefined };
};

/**
 * Divides a drawing. The vertices keep their places to each other; a frame goes with them where all of it is grouped, and so
 * does a note that is selected, or that lies among them and nothing else.
 *
 * @param notes the selected notes.
 */
export function groupedDrawing(
  { content, layout, annotations = NO_ANNOTATIONS }: GraphFile,
  inside: ReadonlySet<string>,
  vertex: string,
  notes: ReadonlySet<string>,
): GroupedDrawing {
  const places = [...layout].filter(([name]) => inside.has(name));
  const others = [...layout].filter(([name]) => !inside.has(name)).map(([, place]) => place);
  const box = boxOf(places.map(([, place]) => place));
  const isAlone = box !== null && !others.some((place) => isIn(box, place));
  const goes = new Set(
    [...annotations.notes].flatMap(([name, { at }]) =>
      notes.has(name) || (isAlone && isIn(box, at)) ? [name] : [],
    ),
  );
  const corner = box?.from ?? { x: 0, y: 0 };
  const moved = ({ x, y }: Point) => insideCanvas({ x: x - corner.x, y: y - corner.y });
  const whole = [...annotations.frames].filter(([, frame]) =>
    frame.vertices.every((each) => inside.has(each)),
  );
  const [first] = places;
  const own = isAlone ? middleOf(box) : first?.[1];
  return {
    child: {
      layout: new Map(places.map(([name, place]) => [name, moved(place)])),
      annotations: fittedAnnotations(
        {
          frames: new Map(
            whole.map(([name, frame]) => [
              name,
              frame.vertices.length === inside.size ? opened(frame) : frame,
            ]),
          ),
          notes: new Map(
            [...annotations.notes].flatMap(([name, note]) =>
              goes.has(name) ? [[name, { ...note, at: moved(note.at) }] as const] : [],
            ),
          ),
        },
        inside,
      ),
    },
    parent: {
      layout: new Map([
        ...[...layout].filter(([name]) => !inside.has(name)),
        ...(own === undefined ? [] : [[vertex, own] as const]),
      ]),
      annotations: fittedAnnotations(
        {
          frames: new Map(
            [...annotations.frames].map(([name, frame]) => [name, without(frame, inside, vertex)]),
          ),
          notes: new Map([...annotations.notes].filter(([name]) => !goes.has(name))),
        },
        new Set([...[...content.vertices.keys()].filter((name) => !inside.has(name)), vertex]),
      ),
    },
  };
}

/** A frame in which all of the group was, among others, holds its vertex. */
function without(frame: FrameSpec, inside: ReadonlySet<string>, vertex: string): FrameSpec {
  const rest = frame.vertices.filter((name) => !inside.has(name));
  const count = frame.vertices.length - rest.length;
  if (count === 0) return frame;
  return { ...frame, vertices: count === inside.size && rest.length > 0 ? [...rest, vertex] : rest };
}

function opened({ collapsed: _collapsed, ...frame }: FrameSpec): FrameSpec {
  return frame;
}

function boxOf(places: readonly Point[]): Box | null {
  const [first] = places;
  if (first === undefined) return null;
  let [from, to] = [first, first];
  for (const { x, y } of places) {
    from = { x: Math.min(from.x, x), y: Math.min(from.y, y) };
    to = { x: Math.max(to.x, x), y: Math.max(to.y, y) };
  }
  return { from, to };
}

function isIn({ from, to }: Box, { x, y }: Point): boolean {
  return x >= from.x && x <= to.x && y >= from.y && y <= to.y;
}

function middleOf({ from, to }: Box): Point {
  return { x: Math.round((from.x + to.x) / 2) + 0, y: Math.round((from.y + to.y) / 2) + 0 };
}
