import type { Point } from "#components/draft/edits/edit.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../card-size.ts";

/** A helper line across the canvas: all of its points have this x, or this y. */
export type GuideLine = { readonly axis: "x" | "y"; readonly at: number };

/** How near a card must come to a line that another one lies on to be drawn to it, in pixels of the canvas. */
const NEAR = 6;

/**
 * Draws what is being dragged to the edges and middles of the cards around it.
 *
 * @param moving the places of the dragged cards.
 * @returns their aligned places, and the lines they are aligned to.
 */
export function aligned(
  moving: ReadonlyMap<string, Point>,
  others: Iterable<Point>,
): { readonly places: ReadonlyMap<string, Point>; readonly lines: readonly GuideLine[] } {
  const box = boxOf([...moving.values()]);
  if (box === null) return { places: moving, lines: [] };
  const all = [...others];
  const x = nearest(
    stops(box.left, box.right),
    all.flatMap((place) => stops(place.x, place.x + CARD_WIDTH)),
  );
  const y = nearest(
    stops(box.top, box.bottom),
    all.flatMap((place) => stops(place.y, place.y + CARD_HEIGHT)),
  );
  if (x === null && y === null) return { places: moving, lines: [] };
  const shift = { x: x?.by ?? 0, y: y?.by ?? 0 };
  const places = new Map([...moving].map(([name, at]) => [name, { x: at.x + shift.x, y: at.y + shift.y }]));
  const lines: GuideLine[] = [];
  if (x !== null) lines.push({ axis: "x", at: x.at });
  if (y !== null) lines.push({ axis: "y", at: y.at });
  return { places, lines };
}

/** Both sides and the middle. */
function stops(from: number, to: number): readonly number[] {
  return [from, (from + to) / 2, to];
}

/** The least way from one of `mine` to one of `theirs`, where it is short; side to side and middle to middle alike. */
function nearest(mine: readonly number[], theirs: readonly number[]): { by: number; at: number } | null {
  let best: { by: number; at: number } | null = null;
  for (const at of theirs)
    for (const stop of mine) {
      const by = at - stop;
      if (Math.abs(by) <= NEAR && (best === null || Math.abs(by) < Math.abs(best.by))) best = { by, at };
    }
  return best;
}

function boxOf(places: readonly Point[]) {
  if (places.length === 0) return null;
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of places) {
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x + CARD_WIDTH);
    box.bottom = Math.max(box.bottom, y + CARD_HEIGHT);
  }
  return box;
}
