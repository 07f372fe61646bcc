import type { Point } from "#components/draft/edits/edit.ts";
import { CARD_HEIGHT, CARD_WIDTH, type Direction } from "./card-size.ts";

/** The breadth of the whole, as a multiple of its fullest layer. */
const MAX_SPREAD = 2;
/** A breadth that needs no care. */
const FREE_BREADTH = 2_000;

/**
 * Brings the cards of a wide layout together. The layout leaves room for every edge in every layer that the edge
 * passes: with many edges that is much more than the cards need, and nobody finds them. Cards keep their layers and
 * their order in them, and none covers another. A layout that is narrow enough stays as it is.
 *
 * @param gap between two cards of a layer.
 */
export function compactLayers(
  places: ReadonlyMap<string, Point>,
  direction: Direction,
  gap: number,
): ReadonlyMap<string, Point> {
  const isRight = direction === "right";
  const slot = (isRight ? CARD_HEIGHT : CARD_WIDTH) + gap;
  const acrossOf = ({ x, y }: Point) => (isRight ? y : x);
  const layers = new Map<number, [string, Point][]>();
  for (const [name, place] of places) {
    const along = isRight ? place.x : place.y;
    const layer = layers.get(along);
    if (layer === undefined) layers.set(along, [[name, place]]);
    else layer.push([name, place]);
  }
  let [first, last, fullest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const place of places.values()) {
    first = Math.min(first, acrossOf(place));
    last = Math.max(last, acrossOf(place));
  }
  for (const layer of layers.values()) fullest = Math.max(fullest, layer.length);
  const room = Math.max(FREE_BREADTH, MAX_SPREAD * fullest * slot);
  if (last - first <= room) return places;
  const found = new Map<string, Point>();
  for (const layer of layers.values()) {
    const inOrder = layer.sort(([, one], [, other]) => acrossOf(one) - acrossOf(other));
    const wanted = inOrder.map(([, place]) => ((acrossOf(place) - first) / (last - first)) * (room - slot));
    for (const [index, across] of apart(wanted, slot, room - slot).entries()) {
      const [name, place] = inOrder[index] ?? [];
      if (name !== undefined && place !== undefined)
        found.set(name, isRight ? { x: place.x, y: across } : { x: across, y: place.y });
    }
  }
  return found;
}

/** The numbers in their order, at least `slot` apart, from 0 to `end`: there is room for all of them. */
function apart(wanted: readonly number[], slot: number, end: number): number[] {
  const places: number[] = [];
  for (const [index, across] of wanted.entries())
    places.push(Math.max(across, index === 0 ? 0 : (places[index - 1] ?? 0) + slot));
  let most = end;
  for (let index = places.length - 1; index >= 0; index -= 1, most -= slot) {
    const place = places[index] ?? 0;
    if (place <= most) break;
    places[index] = most;
  }
  return places;
}
