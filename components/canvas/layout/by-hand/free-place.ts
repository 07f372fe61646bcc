import type { Point } from "#components/draft/edits/edit.ts";
import { CARD_HEIGHT, CARD_WIDTH, GRID, onGrid } from "../card-size.ts";
import { type Box, boxOfCard, isOverlapping, withGap } from "../frame-boxes.ts";

const STEP = 20;
/** What stays free between a new card and those around it: cards that touch look like one. */
const GAP = 20;

/**
 * The nearest place on the grid at or below the wanted one where a card covers no other and touches none.
 *
 * @param notes what it must not touch either.
 */
export function freePlace(taken: Iterable<Point>, wanted: Point, notes: readonly Box[] = []): Point {
  const others = [...[...taken].map(boxOfCard), ...notes];
  const place = { x: onGrid(wanted.x), y: onGrid(wanted.y) };
  // Each step passes at least a part of one of them, so there are never more steps than this.
  const most = others.reduce((sum, { height }) => sum + (height + CARD_HEIGHT + 2 * GAP) / STEP, 0);
  for (let step = 0; step <= most; step += 1) {
    const room = withGap(boxOfCard(place), GAP);
    if (!others.some((other) => isOverlapping(other, room))) break;
    place.y += STEP;
  }
  return place;
}

/** Finds places for many cards, one after the other: each is on the grid, at or below the wanted place, and taken then. */
export function freePlaces(taken: Iterable<Point>): (wanted: Point) => Point {
  // By the column of its left side. A card reaches into the next column at most.
  const columns = new Map<number, Point[]>();
  // For each left side that was asked for: where a card there would cover another.
  const covered = new Map<number, Range[]>();
  const columnOf = (x: number) => Math.floor(x / CARD_WIDTH);
  const keep = (place: Point) => {
    const column = columns.get(columnOf(place.x));
    if (column === undefined) columns.set(columnOf(place.x), [place]);
    else column.push(place);
  };
  const rangesAt = (x: number): Range[] => {
    const known = covered.get(x);
    if (known !== undefined) return known;
    const at = columnOf(x);
    const ranges: Range[] = [];
    for (const column of [at - 1, at, at + 1])
      for (const other of columns.get(column) ?? [])
        if (Math.abs(other.x - x) < CARD_WIDTH) addRange(ranges, rangeOf(other));
    covered.set(x, ranges);
    return ranges;
  };
  const take = (place: Point) => {
    keep(place);
    for (let step = 1 - CARD_WIDTH / GRID; step < CARD_WIDTH / GRID; step += 1) {
      const ranges = covered.get(place.x + step * GRID);
      if (ranges !== undefined) addRange(ranges, rangeOf(place));
    }
  };
  for (const place of taken) keep(place);
  return (wanted) => {
    const [x, y] = [onGrid(wanted.x), onGrid(wanted.y)];
    const ranges = rangesAt(x);
    const range = ranges[firstReaching(ranges, y + GRID)];
    const place = { x, y: range !== undefined && range.first <= y ? range.next : y };
    take(place);
    return place;
  };
}

/** Heights on the grid, without `next`, at which a card would cover another. */
type Range = { readonly first: number; readonly next: number };

function rangeOf({ y }: Point): Range {
  return {
    first: (Math.floor((y - CARD_HEIGHT) / GRID) + 1) * GRID,
    next: Math.ceil((y + CARD_HEIGHT) / GRID) * GRID,
  };
}

/** Adds a range to those of a column, from above; those that it touches become one with it. */
function addRange(ranges: Range[], { first, next }: Range): void {
  const at = firstReaching(ranges, first);
  let [least, most, until] = [first, next, at];
  for (let other = ranges[until]; other !== undefined && other.first <= next; other = ranges[until]) {
    least = Math.min(least, other.first);
    most = Math.max(most, other.next);
    until += 1;
  }
  ranges.splice(at, until - at, { first: least, next: most });
}

/** The first range, from above, that reaches down to a height. */
function firstReaching(ranges: readonly Range[], y: number): number {
  let [least, most] = [0, ranges.length];
  while (least < most) {
    const middle = (least + most) >> 1;
    if ((ranges[middle]?.next ?? y) < y) least = middle + 1;
    else most = middle;
  }
  return least;
}
