import type { Point } from "#components/draft/edits/edit.ts";
import { type Box, boxAroundAll, boxOfCard } from "../layout/frame-boxes.ts";

type Size = { readonly width: number; readonly height: number };
/** What is between the cards and the four sides of the canvas, in pixels of the screen. */
export type Margins = {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
};
/** The four sides of a part of the canvas. */
type Sides = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
type View = { readonly x: number; readonly y: number; readonly zoom: number };

export type FitRoom = {
  readonly screen: Size;
  readonly margins: Margins;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** The zoom of the part that is shown where not all cards fit. */
  readonly crowdZoom: number;
  /** Where frames and notes could only be shown with a smaller zoom, the cards are shown without them. */
  readonly drawnZoom: number;
  /** What lies over the lower right corner, such as the overview; null where nothing does. */
  readonly corner: Size | null;
};

/** Where the cards are too far apart, the first place with at least this share of the cards of the fullest one is shown. */
const CROWDED = 0.5;

/**
 * The view that shows these cards, frames and notes, worked out from their places alone: a card that is off the screen is
 * never measured. Where not all of the cards fit, it is the first place with many of them, read from left to right. Places
 * that are no finite numbers do not count.
 *
 * @param drawn the boxes of frames and notes.
 * @returns null without anything.
 */
export function viewThatFits(cards: readonly Point[], drawn: readonly Box[], room: FitRoom): View | null {
  const places = cards.filter(hasPlace);
  const boxes = [...places.map(boxOfCard), ...drawn.filter(hasPlace)];
  const all = sidesOf(boxes);
  if (all === null) return null;
  const least = places.length === 0 ? 0 : Math.max(room.minZoom, room.drawnZoom);
  if (zoomFor(all, room) >= least) return besideCorner(all, boxes, room);
  const ofCards = sidesOf(places.map(boxOfCard)) ?? all;
  if (zoomFor(ofCards, room) >= room.minZoom) return besideCorner(ofCards, places.map(boxOfCard), room);
  const crowd = firstCrowd(places, ofCards, room);
  return viewOf(sidesOf(crowd.map(boxOfCard)) ?? ofCards, room);
}

function hasPlace({ x, y }: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

/** The view of a part that leaves the lower right corner free, if something would lie there. */
function besideCorner(sides: Sides, boxes: readonly Box[], room: FitRoom): View {
  const view = viewOf(sides, room);
  const { corner, screen, margins } = room;
  if (corner === null) return view;
  const [left, top] = [screen.width - corner.width, screen.height - corner.height];
  const isCovered = boxes.some(
    ({ x, y, width, height }) =>
      (x + width) * view.zoom + view.x > left && (y + height) * view.zoom + view.y > top,
  );
  if (!isCovered) return view;
  const beside = viewOf(sides, { ...room, margins: { ...margins, right: corner.width } });
  const above = viewOf(sides, { ...room, margins: { ...margins, bottom: corner.height } });
  const best = beside.zoom > above.zoom ? beside : above;
  // On a small screen the cards would become too small for that.
  return best.zoom < view.zoom / 2 ? view : best;
}

function viewOf(sides: Sides, room: FitRoom): View {
  const zoom = Math.min(room.maxZoom, Math.max(room.minZoom, zoomFor(sides, room)));
  const { width, height } = innerSize(room);
  return {
    x: room.margins.left + width / 2 - ((sides.left + sides.right) / 2) * zoom,
    y: room.margins.top + height / 2 - ((sides.top + sides.bottom) / 2) * zoom,
    zoom,
  };
}

function zoomFor({ left, top, right, bottom }: Sides, room: FitRoom): number {
  const { width, height } = innerSize(room);
  return Math.min(width / (right - left), height / (bottom - top));
}

function innerSize({ screen, margins }: FitRoom): Size {
  return {
    width: Math.max(1, screen.width - margins.left - margins.right),
    height: Math.max(1, screen.height - margins.top - margins.bottom),
  };
}

/** The cards of the first part of the canvas, as large as a screen, that has about as many as any. */
function firstCrowd(places: readonly Point[], { left, top }: Sides, room: FitRoom): readonly Point[] {
  const screen = innerSize(room);
  const [width, height] = [screen.width / room.crowdZoom, screen.height / room.crowdZoom];
  const parts = new Map<string, { column: number; row: number; cards: Point[] }>();
  for (const place of places) {
    const column = Math.floor((place.x - left) / width);
    const row = Math.floor((place.y - top) / height);
    const key = `${column} ${row}`;
    const part = parts.get(key);
    if (part === undefined) parts.set(key, { column, row, cards: [place] });
    else part.cards.push(place);
  }
  const all = [...parts.values()].sort((one, other) => one.column - other.column || one.row - other.row);
  const most = all.reduce((count, { cards }) => Math.max(count, cards.length), 0);
  return all.find(({ cards }) => cards.length >= most * CROWDED)?.cards ?? places;
}

function sidesOf(boxes: readonly Box[]): Sides | null {
  const box = boxAroundAll(boxes);
  return box && { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
}
