import fc from "fast-check";
import { expect, test } from "vitest";
import { CARD_HEIGHT, CARD_WIDTH } from "../card-size.ts";
import { type Arrangement, arranged } from "./arrange.ts";

const place = fc.record({
  x: fc.integer({ min: -40, max: 40 }).map((x) => x * 10),
  y: fc.integer({ min: -40, max: 40 }).map((y) => y * 10),
});
const places = fc
  .array(place, { minLength: 2, maxLength: 9 })
  .map((all) => new Map(all.map((at, n) => [`v${n}`, at])));
const how = fc.constantFrom<Arrangement>(
  { align: "x", to: "start" },
  { align: "x", to: "centre" },
  { align: "x", to: "end" },
  { align: "y", to: "start" },
  { align: "y", to: "centre" },
  { align: "y", to: "end" },
  { spread: "x" },
  { spread: "y" },
);

test("arranged cards never cover each other, none is lost, and arranging them once more changes nothing", () => {
  fc.assert(
    fc.property(places, how, (before, way) => {
      const after = arranged(before, way);
      expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
      const all = [...after.values()];
      for (const [number, one] of all.entries())
        for (const two of all.slice(number + 1))
          expect(Math.abs(one.x - two.x) >= CARD_WIDTH || Math.abs(one.y - two.y) >= CARD_HEIGHT).toBe(true);
      if ("align" in way) {
        expect(new Set(all.map((at) => at[way.align])).size).toBe(1);
        expect(new Map(arranged(after, way))).toEqual(new Map(after));
      }
    }),
  );
});

test("the first and the last card stay where they are spread with equal gaps", () => {
  const before = new Map([
    ["b", { x: 300, y: 100 }],
    ["a", { x: 0, y: 0 }],
    ["c", { x: 1_000, y: 40 }],
  ]);
  expect([...arranged(before, { spread: "x" })]).toEqual([
    ["a", { x: 0, y: 0 }],
    ["b", { x: 500, y: 100 }],
    ["c", { x: 1_000, y: 40 }],
  ]);
});
