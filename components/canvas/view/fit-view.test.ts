import fc from "fast-check";
import { expect, test } from "vitest";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import { type FitRoom, viewThatFits } from "./fit-view.ts";

const ROOM: FitRoom = {
  screen: { width: 1_000, height: 600 },
  margins: { top: 60, right: 30, bottom: 30, left: 50 },
  minZoom: 0.02,
  maxZoom: 1,
  crowdZoom: 0.5,
  drawnZoom: 0.3,
  corner: null,
};

type Place = { readonly x: number; readonly y: number };

/** The sides of a card on the screen. */
function onScreen({ x, y }: Place, view: { x: number; y: number; zoom: number }) {
  return {
    left: x * view.zoom + view.x,
    top: y * view.zoom + view.y,
    right: (x + CARD_WIDTH) * view.zoom + view.x,
    bottom: (y + CARD_HEIGHT) * view.zoom + view.y,
  };
}

function isInside(place: Place, view: { x: number; y: number; zoom: number }, room = ROOM) {
  const { left, top, right, bottom } = onScreen(place, view);
  const { screen, margins } = room;
  return (
    left >= margins.left - 0.01 &&
    top >= margins.top - 0.01 &&
    right <= screen.width - margins.right + 0.01 &&
    bottom <= screen.height - margins.bottom + 0.01
  );
}

const far = fc.integer({ min: -10_000_000, max: 10_000_000 });

test("one card is on the screen, wherever it stands, in its own size", () => {
  fc.assert(
    fc.property(far, far, (x, y) => {
      const view = viewThatFits([{ x, y }], [], ROOM);
      expect(view?.zoom).toBe(1);
      expect(view !== null && isInside({ x, y }, view)).toBe(true);
    }),
  );
});

test("all cards are between the margins where they fit, and else some of them are", () => {
  const place = fc.oneof(
    fc.record({ x: far, y: far }),
    fc.record({ x: fc.integer({ min: 0, max: 5_000 }), y: fc.integer({ min: 0, max: 5_000 }) }),
  );
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (places) => {
      const view = viewThatFits(places, [], ROOM);
      if (view === null) throw new Error("no view");
      const shown = places.filter((each) => isInside(each, view)).length;
      expect(view.zoom).toBeGreaterThanOrEqual(ROOM.minZoom);
      const width = Math.max(...places.map(({ x }) => x)) - Math.min(...places.map(({ x }) => x));
      const height = Math.max(...places.map(({ y }) => y)) - Math.min(...places.map(({ y }) => y));
      if (width < 40_000 && height < 20_000) expect(shown).toBe(places.length);
      else expect(shown).toBeGreaterThan(0);
    }),
  );
});

test("one card that lies very far away does not take the others from the screen", () => {
  const crowd = Array.from({ length: 9 }, (_, at) => ({ x: (at % 3) * 320, y: Math.floor(at / 3) * 120 }));
  const view = viewThatFits([{ x: 1_000_000, y: -1_000_000 }, ...crowd], [], ROOM);
  expect(crowd.filter((place) => view !== null && isInside(place, view))).toHaveLength(9);
});

test("of a graph that is larger than a screen the beginning is shown, at a size that can be read", () => {
  const places = Array.from({ length: 2_000 }, (_, at) => ({
    x: Math.floor(at / 40) * 320,
    y: (at % 40) * 120,
  }));
  const view = viewThatFits(places, [], { ...ROOM, minZoom: 0.25 });
  expect(view?.zoom).toBeGreaterThan(0.4);
  expect(view !== null && isInside({ x: 0, y: 0 }, view)).toBe(true);
});

test("places that are no finite numbers do not count, and without any other there is no view", () => {
  const nowhere = { x: Number.NaN, y: Number.POSITIVE_INFINITY };
  expect(viewThatFits([nowhere, { x: 5, y: 5 }], [], ROOM)).toEqual(viewThatFits([{ x: 5, y: 5 }], [], ROOM));
  expect(viewThatFits([nowhere], [], ROOM)).toBeNull();
});

test("a card is not put below the overview in the corner where the others leave room", () => {
  const room = { ...ROOM, corner: { width: 230, height: 180 } };
  const places = Array.from({ length: 12 }, (_, at) => ({ x: (at % 4) * 320, y: Math.floor(at / 4) * 250 }));
  const view = viewThatFits(places, [], room);
  if (view === null) throw new Error("no view");
  for (const place of places) {
    const { right, bottom } = onScreen(place, view);
    expect(right <= 770.01 || bottom <= 420.01).toBe(true);
    expect(isInside(place, view)).toBe(true);
  }
});

test("frames and notes are shown, too, as far as the cards stay readable; without a card they are shown alone", () => {
  const card = { x: 0, y: 0 };
  const note = { x: 700, y: 500, width: 240, height: 90 };
  const view = viewThatFits([card], [note], ROOM);
  if (view === null) throw new Error("no view");
  expect((note.x + note.width) * view.zoom + view.x).toBeLessThanOrEqual(970.01);
  expect((note.y + note.height) * view.zoom + view.y).toBeLessThanOrEqual(570.01);
  expect(isInside(card, view)).toBe(true);
  const far = { ...note, x: 90_000 };
  expect(viewThatFits([card], [far], ROOM)).toEqual(viewThatFits([card], [], ROOM));
  const alone = viewThatFits([], [far, { ...far, x: Number.NaN }], ROOM);
  if (alone === null) throw new Error("no view");
  expect(far.x * alone.zoom + alone.x).toBeGreaterThanOrEqual(49.99);
  expect(viewThatFits([], [], ROOM)).toBeNull();
});
