import type { Point } from "#components/draft/edits/edit.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { insideCanvas } from "#engine/shape/fields/place-field.ts";
import { CARD_HEIGHT, CARD_WIDTH, type Direction } from "./card-size.ts";

const GAP_BEFORE = 100;
const GAP_BETWEEN = 20;
const PADDING = 20;
const LABEL_HEIGHT = 24;

/** Where the lane of the final steps is drawn, with its label. */
export type FinalLane = Point & { readonly width: number; readonly height: number };

/** The names of the final steps, in the graph's order. */
export function finalSteps({ content }: Pick<GraphFile, "content">): readonly string[] {
  return [...content.vertices].flatMap(([name, { final }]) => (final === undefined ? [] : [name]));
}

/**
 * The file with its final steps in their lane: behind everything else, in one line across the direction of the edges.
 * They have no other place, since they run after everything else. A file without final steps stays the same.
 */
export function inLane(file: GraphFile, direction: Direction): GraphFile {
  const finals = finalSteps(file);
  if (finals.length === 0) return file;
  const start = laneStart(file, new Set(finals), direction);
  const layout = new Map(file.layout);
  for (const [index, name] of finals.entries())
    layout.set(
      name,
      insideCanvas(
        direction === "right"
          ? { x: start.x, y: start.y + index * (CARD_HEIGHT + GAP_BETWEEN) }
          : { x: start.x + index * (CARD_WIDTH + GAP_BETWEEN), y: start.y },
      ),
    );
  return { ...file, layout };
}

/** The lane around the final steps of a file that `inLane` gave; null without final steps. */
export function laneOf(file: GraphFile): FinalLane | null {
  const places = finalSteps(file).flatMap((name) => file.layout.get(name) ?? []);
  if (places.length === 0) return null;
  const left = Math.min(...places.map(({ x }) => x)) - PADDING;
  const top = Math.min(...places.map(({ y }) => y)) - PADDING - LABEL_HEIGHT;
  const right = Math.max(...places.map(({ x }) => x)) + CARD_WIDTH + PADDING;
  const bottom = Math.max(...places.map(({ y }) => y)) + CARD_HEIGHT + PADDING;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function laneStart({ layout }: GraphFile, finals: ReadonlySet<string>, direction: Direction): Point {
  const others = [...layout].filter(([name]) => !finals.has(name)).map(([, place]) => place);
  if (others.length === 0) return { x: 0, y: 0 };
  const xs = others.map(({ x }) => x);
  const ys = others.map(({ y }) => y);
  return direction === "right"
    ? { x: Math.max(...xs) + CARD_WIDTH + GAP_BEFORE, y: Math.min(...ys) }
    : { x: Math.min(...xs), y: Math.max(...ys) + CARD_HEIGHT + GAP_BEFORE };
}
