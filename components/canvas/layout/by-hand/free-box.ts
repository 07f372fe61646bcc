import type { Point } from "#components/draft/edits/edit.ts";
import { GRID, onGrid } from "../card-size.ts";
import { type Box, isOverlapping, withGap } from "../frame-boxes.ts";

/** What stays free between a new box and what is around it. */
const GAP = 20;
/** Where to look: in steps of so much, or so many of them along a side of a large view. */
const STEP = 20;
const MAX_STEPS = 60;

/**
 * The place on the grid that is nearest to the wanted one where a box is inside of an area and touches nothing. Where there is
 * none, the first one below.
 *
 * @param covers what lies over the area, such as panels: below it they do not count.
 */
export function freeBox(
  taken: readonly Box[],
  wanted: Box,
  { area, covers = [] }: { readonly area: Box; readonly covers?: readonly Box[] },
): Point {
  const begin = { ...wanted, x: onGrid(wanted.x), y: onGrid(wanted.y) };
  const near = [...taken, ...covers].filter((box) => isOverlapping(box, withGap(area, GAP)));
  for (const place of placesIn(area, begin)) {
    const box = withGap({ ...begin, ...place }, GAP);
    if (!near.some((other) => isOverlapping(box, other))) return place;
  }
  return freeBelow(taken, begin);
}

/** All places of a box in an area, in steps from where it is, the nearest first. */
function placesIn(area: Box, box: Box): readonly Point[] {
  const step = Math.max(STEP, onGrid(Math.max(area.width, area.height) / MAX_STEPS));
  const across = stepsIn(box.x, area.x, area.x + area.width - box.width, step);
  const down = stepsIn(box.y, area.y, area.y + area.height - box.height, step);
  const wayTo = ({ x, y }: Point) => Math.hypot(x - box.x, y - box.y);
  return across.flatMap((x) => down.map((y) => ({ x, y }))).sort((one, other) => wayTo(one) - wayTo(other));
}

function stepsIn(from: number, first: number, last: number, step: number): readonly number[] {
  const begin = from - Math.floor((from - first) / step) * step;
  const count = Math.max(0, Math.floor((last - begin) / step) + 1);
  return Array.from({ length: count }, (_, at) => begin + at * step);
}

function freeBelow(taken: readonly Box[], { x, y, width, height }: Box): Point {
  const place = { x, y };
  // From above: what was passed once is not met again.
  for (const other of taken.toSorted((one, two) => one.y - two.y))
    if (isOverlapping(withGap({ ...place, width, height }, GAP), other))
      place.y = Math.ceil((other.y + other.height + GAP) / GRID) * GRID;
  return place;
}
