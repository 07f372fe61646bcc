import fc from "fast-check";
import { expect, test } from "vitest";
import { wayIntoView } from "./way-into-view.ts";

const SCREEN = { width: 860, height: 700 };
const PALETTE = { x: 15, y: 15, width: 98, height: 485 };
const TOOLS = { x: 690, y: 15, width: 150, height: 32 };
const OVERVIEW = { x: 640, y: 540, width: 200, height: 150 };

const card = fc.record({
  x: fc.integer({ min: -1_000, max: 2_000 }),
  y: fc.integer({ min: -1_000, max: 2_000 }),
  width: fc.integer({ min: 20, max: 220 }),
  height: fc.integer({ min: 10, max: 84 }),
});

test("a card comes into the canvas, and under nothing that lies over it", () => {
  fc.assert(
    fc.property(card, fc.subarray([PALETTE, TOOLS, OVERVIEW]), (before, covers) => {
      const way = wayIntoView(before, SCREEN, covers);
      const [x, y] = [before.x + way.x, before.y + way.y];
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + before.width).toBeLessThanOrEqual(SCREEN.width);
      expect(y + before.height).toBeLessThanOrEqual(SCREEN.height);
      for (const cover of covers)
        expect(
          x >= cover.x + cover.width ||
            x + before.width <= cover.x ||
            y >= cover.y + cover.height ||
            y + before.height <= cover.y,
        ).toBe(true);
      // Where it is then, it stays.
      expect(wayIntoView({ ...before, x, y }, SCREEN, covers)).toEqual({ x: 0, y: 0 });
    }),
  );
});

test("it goes the shortest way, and clears what covered it by a margin", () => {
  const half = { x: 60, y: 200, width: 220, height: 80 };
  expect(wayIntoView(half, SCREEN, [PALETTE])).toEqual({ x: 15 + 98 + 24 - 60, y: 0 });
  expect(wayIntoView({ ...half, x: 800 }, SCREEN, [PALETTE])).toEqual({ x: 860 - 24 - 220 - 800, y: 0 });
});

test("where all of the canvas is covered, or the card is larger, it shows its beginning", () => {
  const all = { x: 0, y: 0, ...SCREEN };
  expect(wayIntoView({ x: -50, y: 10, width: 200, height: 80 }, SCREEN, [all])).toEqual({ x: 50, y: 0 });
  expect(wayIntoView({ x: -50, y: 900, width: 2_000, height: 80 }, SCREEN, [])).toMatchObject({ x: 50 });
});
