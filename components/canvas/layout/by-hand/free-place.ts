import type { Point } from "#components/draft/edits/edit.ts";
import { CARD_HEIGHT, CARD_WIDTH, GRID } from "../card-size.ts";

const STEP = 20;

/** The nearest place on the grid at or below the wanted one where a card covers no other. */
export function freePlace(taken: Iterable<Point>, wanted: Point): Point {
  const others = [...taken];
  const place = { x: onGrid(wanted.x), y: onGrid(wanted.y) };
  // Each step passes at least a part of one card, so there are never more steps than this.
  for (let step = 0; step <= others.length * (CARD_HEIGHT / STEP + 2); step += 1) {
    if (!others.some((other) => covers(other, place))) break;
    place.y += STEP;
  }
  return place;
}

function covers(one: Point, other: Point): boolean {
  return Math.abs(one.x - other.x) < CARD_WIDTH && Math.abs(one.y - other.y) < CARD_HEIGHT;
}

function onGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}
