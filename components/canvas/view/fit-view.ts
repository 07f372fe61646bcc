import type { Point } from "#components/draft/edits/edit.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";

type Size = { readonly width: number; readonly height: number };
/** What is between the cards and the four sides of the canvas, in pixels of the screen. */
export type Margins = {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
};
/** A part of the canvas, with the sides of its cards. */
type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
type View = { readonly x: number; readonly y: number; readonly zoom: number };

export type FitRoom = {
  readonly screen: Size;
  readonly margins: Margins;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** The zoom of the part that is shown where not all cards fit. */
  readonly crowdZoom: number;
  /** What lies over the lower right corner, such as the overview; null where nothing does. */
  readonly corner: Size | null;
};

/** Where the cards are too far apart, the first place with at least this share of the cards of the fullest one is shown. */
const CROWDED = 0.5;

/**
 * The view that shows these cards, worked out from their places alone: a card that is off the screen is never measured.
 * Where all of them do not fit, it is the first place with many cards, read from left to right. Places that are no
 * finite numbers do not count.
 *
 * @returns null without any card.
 */
export function viewThatFits(cards: readonly Point[], room: FitRoom): View | null {
  const places = cards.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const box = boxOf(places);
  if (box === null) return null;
  if (zoomFor(box, room) >= room.minZoom) return besideCorner(box, places, room);
  const crowd = firstCrowd(places, box, room);
  return viewOf(boxOf(crowd) ?? box, room);
}

/** The view of a box that leaves the lower right corner free, if a card would lie there. */
function besideCorner(box: Box, places: readonly Point[], room: FitRoom): View {
  const view = viewOf(box, room);
  const { corner, screen, margins } = room;
  if (corner === null) return view;
  const [left, top] = [screen.width - corner.width, screen.height - corner.height];
  const isCovered = places.some(
    ({ x, y }) =>
      (x + CARD_WIDTH) * view.zoom + view.x > left && (y + CARD_HEIGHT) * view.zoom + view.y > top,
  );
  if (!isCovered) return view;
  const beside = viewOf(box, { ...room, margins: { ...margins, right: corner.width } });
  const above = viewOf(box, { ...room, margins: { ...margins, bottom: corner.height } });
  const best = beside.zoom > above.zoom ? beside : above;
  // On a small screen the cards would become too small for that.
  return best.zoom < view.zoom / 2 ? view : best;
}

function viewOf(box: Box, room: FitRoom): View {
  const zoom = Math.min(room.maxZoom, Math.max(room.minZoom, zoomFor(box, room)));
  const { width, height } = innerSize(room);
  return {
    x: room.margins.left + width / 2 - ((box.left + box.right) / 2) * zoom,
    y: room.margins.top + height / 2 - ((box.top + box.bottom) / 2) * zoom,
    zoom,
  };
}

function zoomFor(box: Box, room: FitRoom): number {
  const { width, height } = innerSize(room);
  return Math.min(width / (box.right - box.left), height / (box.bottom - box.top));
}

function innerSize({ screen, margins }: FitRoom): Size {
  return {
    width: Math.max(1, screen.width - margins.left - margins.right),
    height: Math.max(1, screen.height - margins.top - margins.bottom),
  };
}

/** The cards of the first part of the canvas, as large as a screen, that has about as many as any. */
function firstCrowd(places: readonly Point[], box: Box, room: FitRoom): readonly Point[] {
  const screen = innerSize(room);
  const [width, height] = [screen.width / room.crowdZoom, screen.height / room.crowdZoom];
  const parts = new Map<string, { column: number; row: number; cards: Point[] }>();
  for (const place of places) {
    const column = Math.floor((place.x - box.left) / width);
    const row = Math.floor((place.y - box.top) / height);
    const key = `${column} ${row}`;
    const part = parts.get(key);
    if (part === undefined) parts.set(key, { column, row, cards: [place] });
    else part.cards.push(place);
  }
  const all = [...parts.values()].sort((one, other) => one.column - other.column || one.row - other.row);
  const most = all.reduce((count, { cards }) => Math.max(count, cards.length), 0);
  return all.find(({ cards }) => cards.length >= most * CROWDED)?.cards ?? places;
}

function boxOf(places: readonly Point[]): Box | null {
  if (places.length === 0) return null;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of places) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + CARD_WIDTH);
    bottom = Math.max(bottom, y + CARD_HEIGHT);
  }
  return { left, top, right, bottom };
}
