import fc from "fast-check";
import { expect, test } from "vitest";
import { type Box, isOverlapping } from "../frame-boxes.ts";
import { freeBox } from "./free-box.ts";

const AREA: Box = { x: 0, y: 0, width: 1000, height: 600 };
const WANTED: Box = { x: 380, y: 280, width: 240, height: 40 };
const part = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });

test("a box goes exactly where it is wanted if that is free, else to the nearest free place in view", () => {
  expect(freeBox([], WANTED, { area: AREA })).toEqual({ x: 380, y: 280 });
  expect(freeBox([part(390, 260, 220, 80)], WANTED, { area: AREA })).toEqual({ x: 380, y: 200 });
});

test("what lies over the view is kept clear of, and where all of the view is taken the box goes below", () => {
  const cover = part(0, 0, 1000, 400);
  expect(freeBox([], WANTED, { area: AREA, covers: [cover] })).toEqual({ x: 380, y: 420 });
  expect(freeBox([part(0, 0, 1000, 600)], WANTED, { area: AREA, covers: [cover] })).toEqual({
    x: 380,
    y: 620,
  });
});

test("whatever is there, the box touches nothing", () => {
  const number = fc.integer({ min: -300, max: 1000 });
  const box = fc.record({
    ...{ x: number, y: number },
    width: fc.integer({ min: 1, max: 700 }),
    height: fc.integer({ min: 1, max: 500 }),
  });
  fc.assert(
    fc.property(fc.array(box, { maxLength: 12 }), box, (taken, wanted) => {
      const placed = { ...wanted, ...freeBox(taken, wanted, { area: AREA }) };
      expect(taken.some((other) => isOverlapping(placed, other))).toBe(false);
    }),
  );
});
