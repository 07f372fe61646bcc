import type { Point } from "#components/draft/edits/edit.ts";
import type { Box } from "../layout/frame-boxes.ts";

type Size = { readonly width: number; readonly height: number };

/** What is free then between a card and the side of the canvas, or what lies over it, in pixels of the screen. */
const MARGIN = 24;

/**
 * The shortest way that brings a card into what can be seen of the canvas: beyond no side, and under none of what lies over it,
 * such as the kinds of vertices. All are in pixels of the screen. A card that can be seen stays. Where everything is covered,
 * it comes into the canvas at least.
 */
export function wayIntoView(card: Box, screen: Size, covers: readonly Box[]): Point {
  const isInside = (way: Point, margin: number) =>
    card.x + way.x >= margin &&
    card.y + way.y >= margin &&
    card.x + way.x + card.width <= screen.width - margin &&
    card.y + way.y + card.height <= screen.height - margin;
  const isFree = (way: Point, margin: number) => !covers.some((cover) => isUnder(card, way, cover, margin));
  const stay = { x: 0, y: 0 };
  if (isInside(stay, 0) && isFree(stay, 0)) return stay;
  // A shortest way ends where it began, or where the card just clears a side or a cover.
  const across = stops(
    card.x,
    card.width,
    screen.width,
    covers.map(({ x, width }) => [x, width]),
  );
  const down = stops(
    card.y,
    card.height,
    screen.height,
    covers.map(({ y, height }) => [y, height]),
  );
  const ways = across.flatMap((x) => down.map((y) => ({ x, y })));
  const shortest = (fits: (way: Point) => boolean) =>
    ways.filter(fits).toSorted((one, other) => lengthOf(one) - lengthOf(other))[0];
  return (
    shortest((way) => isInside(way, MARGIN) && isFree(way, MARGIN)) ??
    shortest((way) => isInside(way, 0) && isFree(way, 0)) ??
    shortest((way) => isInside(way, 0)) ?? {
      x: intoLength(card.x, card.width, screen.width),
      y: intoLength(card.y, card.height, screen.height),
    }
  );
}

function isUnder(card: Box, way: Point, cover: Box, margin: number): boolean {
  const [x, y] = [card.x + way.x, card.y + way.y];
  return (
    x < cover.x + cover.width + margin &&
    x + card.width > cover.x - margin &&
    y < cover.y + cover.height + margin &&
    y + card.height > cover.y - margin
  );
}

/** How far a card may have to move along one axis, with and without the margin. */
function stops(
  from: number,
  size: number,
  length: number,
  covers: readonly (readonly [from: number, size: number])[],
): readonly number[] {
  const ends = [MARGIN, 0].flatMap((margin) => [
    margin - from,
    length - margin - size - from,
    ...covers.flatMap(([at, width]) => [at - margin - size - from, at + width + margin - from]),
  ]);
  return [0, ...ends];
}

/** As much of it as fits, its beginning first. */
function intoLength(from: number, size: number, length: number): number {
  if (from < 0) return -from;
  return Math.max(Math.min(0, length - size - from), -from);
}

function lengthOf({ x, y }: Point): number {
  return Math.abs(x) + Math.abs(y);
}
