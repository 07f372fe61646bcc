import type { EdgeEnds, Point } from "#components/draft/edits/edit.ts";
import { CARD_HEIGHT, CARD_WIDTH, type Direction, GRID } from "./card-size.ts";

/** How far an edge stays from a card that it passes. */
const MARGIN = 20;
/** Moving a card out of one edge's way may put it into another's. */
const MAX_ROUNDS = 8;
const SAMPLES = 24;
/**
 * What all moves together may add on each side, as a share of the breadth and at least. In a dense graph no place is
 * clear of all edges: without a bound each move makes room for the next one.
 */
const MAX_GROWTH = 0.25;
const MIN_GROWTH = 400;

/** A card seen along the edges: `along` runs from tail to head, `across` beside it. */
type Box = { readonly name: string; along: number; across: number };

/**
 * Moves cards that an edge would run behind out of its way, with everything on their side of it: the layout leaves room
 * for such an edge, but ours goes straight from card to card. Cards keep their layers and their order in them, and the
 * whole grows by a bounded share: in a dense graph some edges still run behind cards.
 */
export function clearOfEdges(
  places: ReadonlyMap<string, Point>,
  edges: readonly EdgeEnds[],
  direction: Direction,
): ReadonlyMap<string, Point> {
  const isRight = direction === "right";
  const [length, breadth] = isRight ? [CARD_WIDTH, CARD_HEIGHT] : [CARD_HEIGHT, CARD_WIDTH];
  const boxes = [...places].map(([name, { x, y }]): Box => {
    return { name, along: isRight ? x : y, across: isRight ? y : x };
  });
  const [least, most] = bounds(boxes);
  const layers = new Map<number, Box[]>();
  for (const box of boxes) layers.set(box.along, [...(layers.get(box.along) ?? []), box]);
  const byName = new Map(boxes.map((box) => [box.name, box]));
  for (let round = 0, isMoved = true; isMoved && round < MAX_ROUNDS; round += 1) {
    isMoved = false;
    for (const { tail, head } of edges) {
      const [from, to] = [byName.get(tail), byName.get(head)];
      if (from === undefined || to === undefined || to.along < from.along + length) continue;
      for (const box of boxes) {
        if (box.along < from.along + length || box.along + length > to.along) continue;
        const [first, last] = edgeSpan(from, to, box, length, breadth);
        const middle = box.across + breadth / 2;
        const isBefore = middle <= (first + last) / 2;
        const move = isBefore
          ? Math.min(0, first - MARGIN - (box.across + breadth))
          : Math.max(0, last + MARGIN - box.across);
        if (move === 0) continue;
        const steps = Math.sign(move) * Math.ceil(Math.abs(move) / GRID) * GRID;
        const moved = (layers.get(box.along) ?? []).filter((other) =>
          isBefore ? other.across <= box.across : other.across >= box.across,
        );
        if (moved.some(({ across }) => across + steps < least || across + steps > most)) continue;
        for (const other of moved) other.across += steps;
        isMoved = true;
      }
    }
  }
  return new Map(
    boxes.map(({ name, along, across }) => [
      name,
      isRight ? { x: along, y: across } : { x: across, y: along },
    ]),
  );
}

/** The places across that no card is moved beyond. */
function bounds(boxes: readonly Box[]): [number, number] {
  const first = boxes.reduce((least, { across }) => Math.min(least, across), Number.POSITIVE_INFINITY);
  const last = boxes.reduce((most, { across }) => Math.max(most, across), Number.NEGATIVE_INFINITY);
  const growth = Math.max(MIN_GROWTH, (last - first) * MAX_GROWTH);
  return [first - growth, last + growth];
}

/** Between which places across an edge runs while it passes a card; it is drawn as a cubic with its handles halfway. */
function edgeSpan(from: Box, to: Box, passed: Box, length: number, breadth: number): [number, number] {
  const [start, end] = [from.along + length, to.along];
  const [a, b] = [from.across + breadth / 2, to.across + breadth / 2];
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let step = 0; step <= SAMPLES; step += 1) {
    const t = step / SAMPLES;
    const s = 1 - t;
    const along = start + (end - start) * (1.5 * s * s * t + 1.5 * s * t * t + t * t * t);
    const across = Math.round(a * (s * s * s + 3 * s * s * t) + b * (3 * s * t * t + t * t * t));
    if (along < passed.along - MARGIN || along > passed.along + length + MARGIN) continue;
    least = Math.min(least, across);
    most = Math.max(most, across);
  }
  return [least, most];
}
