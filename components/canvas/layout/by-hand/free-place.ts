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

/** Finds places for many cards, one after the other: each is on the grid, at or below the wanted place, and taken then. */
export function freePlaces(taken: Iterable<Point>): (wanted: Point) => Point {
  // By the column of its left side, from above. A card reaches into the next column at most.
  const columns = new Map<number, Point[]>();
  const columnOf = ({ x }: Point) => Math.floor(x / CARD_WIDTH);
  const take = (place: Point) => {
    const column = columns.get(columnOf(place));
    if (column === undefined) columns.set(columnOf(place), [place]);
    else column.splice(firstBelow(column, place.y), 0, place);
  };
  for (const place of [...taken].toSorted((one, other) => one.y - other.y)) take(place);
  return (wanted) => {
    const place = { x: onGrid(wanted.x), y: onGrid(wanted.y) };
    const at = columnOf(place);
    const near = [at - 1, at, at + 1]
      .flatMap((column) => columns.get(column) ?? [])
      .filter(({ x, y }) => Math.abs(x - place.x) < CARD_WIDTH && y > place.y - CARD_HEIGHT)
      .toSorted((one, other) => one.y - other.y);
    // Whoever was passed is above: once down is enough.
    for (const other of near)
      if (covers(other, place)) place.y = Math.ceil((other.y + CARD_HEIGHT) / GRID) * GRID;
    take(place);
    return place;
  };
}

/** Where in a column, from above, the cards begin that are below a height. */
function firstBelow(column: readonly Point[], y: number): number {
  let [least, most] = [0, column.length];
  while (least < most) {
    const middle = (least + most) >> 1;
    if ((column[middle]?.y ?? 0) <= y) least = middle + 1;
    else most = middle;
  }
  return least;
}
