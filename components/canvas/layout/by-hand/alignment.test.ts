import { expect, test } from "vitest";
import { CARD_HEIGHT, CARD_WIDTH } from "../card-size.ts";
import { aligned } from "./alignment.ts";

const dragged = (x: number, y: number) => new Map([["A", { x, y }]]);

test("a card that comes near the left side of another is drawn to it, and the line is shown", () => {
  const { places, lines } = aligned(dragged(104, 900), [{ x: 100, y: 0 }]);
  expect(places.get("A")).toEqual({ x: 100, y: 900 });
  expect(lines).toEqual([{ axis: "x", at: 100 }]);
});

test("the left side meets a right side, too", () => {
  const { places } = aligned(dragged(CARD_WIDTH + 3, 900), [{ x: 0, y: 0 }]);
  expect(places.get("A")?.x).toBe(CARD_WIDTH);
});

test("the nearest line wins, and both axes are judged alone", () => {
  const others = [
    { x: 5, y: CARD_HEIGHT * 5 },
    { x: 2, y: CARD_HEIGHT * 9 + 4 },
  ];
  const { places, lines } = aligned(dragged(0, CARD_HEIGHT * 9), others);
  expect(places.get("A")).toEqual({ x: 2, y: CARD_HEIGHT * 9 + 4 });
  expect(lines).toHaveLength(2);
});

test("several cards move as one", () => {
  const moving = new Map([
    ["A", { x: 3, y: 900 }],
    ["B", { x: 503, y: 1200 }],
  ]);
  const { places } = aligned(moving, [{ x: 0, y: 0 }]);
  expect(places.get("B")).toEqual({ x: 500, y: 1200 });
});

test("far from everything nothing is drawn anywhere", () => {
  const moving = dragged(1_000, 1_000);
  expect(aligned(moving, [{ x: 0, y: 0 }])).toEqual({ places: moving, lines: [] });
});
