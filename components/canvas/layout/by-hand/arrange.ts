import type { Point } from "#components/draft/edits/edit.ts";
import { CARD_HEIGHT, CARD_WIDTH, GRID, onGrid } from "../card-size.ts";

/** Ways to put several cards in order: on one line, or with equal gaps. */
export type Arrangement =
  | { readonly align: "x" | "y"; readonly to: "start" | "centre" | "end" }
  | { readonly spread: "x" | "y" };

const SIZE = { x: CARD_WIDTH, y: CARD_HEIGHT };
const OTHER = { x: "y", y: "x" } as const;
/** Between two cards that would cover each other. */
const MIN_GAP = 20;

type Placed = { readonly name: string; readonly at: Point };

/**
 * Where cards are once they are arranged. Cards that covered each other no more than they do now never come to: they are moved
 * apart, along the line.
 */
export function arranged(places: ReadonlyMap<string, Point>, how: Arrangement): ReadonlyMap<string, Point> {
  const cards = [...places].map(([name, at]): Placed => ({ name, at }));
  if (cards.length < 2) return places;
  return "align" in how ? aligned(cards, how) : spread(cards, how.spread);
}

function aligned(
  cards: readonly Placed[],
  { align: axis, to }: Extract<Arrangement, { align: string }>,
): ReadonlyMap<string, Point> {
  const values = cards.map(({ at }) => at[axis]);
  const [first, last] = [Math.min(...values), Math.max(...values)];
  const line = to === "start" ? first : to === "end" ? last : onGrid((first + last) / 2);
  const along = OTHER[axis];
  let free = Number.NEGATIVE_INFINITY;
  return new Map(
    sorted(cards, along).map(({ name, at }) => {
      const place = Math.max(at[along], free);
      free = place + SIZE[along] + MIN_GAP;
      return [name, pointOf(axis, line, place)];
    }),
  );
}

function spread(cards: readonly Placed[], axis: "x" | "y"): ReadonlyMap<string, Point> {
  const order = sorted(cards, axis);
  const begin = order[0]?.at[axis] ?? 0;
  const wanted = ((order.at(-1)?.at[axis] ?? 0) - begin) / (order.length - 1);
  const step = hasCovered(order, axis, wanted) ? Math.max(wanted, SIZE[axis] + MIN_GAP) : wanted;
  return new Map(
    order.map(({ name, at }, number) => [
      name,
      pointOf(axis, number === 0 ? begin : onGrid(begin + number * step), at[OTHER[axis]]),
    ]),
  );
}

/** Whether cards with this step between them would cover each other. */
function hasCovered(order: readonly Placed[], axis: "x" | "y", step: number): boolean {
  const across = OTHER[axis];
  const reach = step <= 0 ? order.length : Math.ceil((SIZE[axis] + GRID) / step);
  return order.some(({ at }, number) =>
    order
      .slice(number + 1, number + reach)
      .some((other) => Math.abs(other.at[across] - at[across]) < SIZE[across]),
  );
}

/** By place; those at the same place by the other one, then by name, so that the same cards always end the same. */
function sorted(cards: readonly Placed[], axis: "x" | "y"): readonly Placed[] {
  const other = OTHER[axis];
  return cards.toSorted(
    (one, two) =>
      one.at[axis] - two.at[axis] || one.at[other] - two.at[other] || (one.name < two.name ? -1 : 1),
  );
}

function pointOf(axis: "x" | "y", value: number, across: number): Point {
  return axis === "x" ? { x: value, y: across } : { x: across, y: value };
}
