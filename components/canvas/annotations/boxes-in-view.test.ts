import { expect, test } from "vitest";
import { boxesInView, sharedBoxes, viewOf, viewText } from "./boxes-in-view.ts";
import type { DrawnBox } from "./drawn-boxes.ts";

const note = { text: "a note", at: { x: 0, y: 0 } };
const boxAt = (x: number, y = 0, isSelected = false): DrawnBox => ({
  id: `note:${x} ${y}`,
  name: `${x} ${y}`,
  note,
  isSelected,
  box: { x, y, width: 240, height: 60 },
});
const ROW = Array.from({ length: 200 }, (_, at) => boxAt(at * 300));
const view = (x: number, zoom = 1) => viewOf(viewText({ width: 1400, height: 800, transform: [x, 0, zoom] }));

test("of many notes those in view are drawn, and some beside them", () => {
  const places = boxesInView(ROW, view(-30_000), false).map(({ box }) => box.x);
  for (const x of [30_000, 30_900, 31_200]) expect(places).toContain(x);
  expect(places.length).toBeLessThan(20);
});

test("few notes are always drawn: Tab leads to each of them", () => {
  expect(boxesInView(ROW.slice(0, 60), view(900_000), false)).toHaveLength(60);
});

test("what is selected stays, wherever it is", () => {
  const chosen = boxAt(59_700, 0, true);
  expect(boxesInView([...ROW.slice(0, -1), chosen], view(0), false)).toContain(chosen);
});

test("in the picture of a large graph, what is too small for a title is no element", () => {
  expect(boxesInView(ROW, view(0, 0.02), true)).toEqual([]);
  expect(boxesInView(ROW, view(0, 0.02), false).length).toBeGreaterThan(100);
});

test("a small movement shows the same view", () => {
  const text = (x: number) => viewText({ width: 1400, height: 800, transform: [x, 0, 1] });
  expect(text(-300)).toBe(text(-310));
  expect(text(-300)).not.toBe(text(-3_000));
});

test("what did not change is the same object as before", () => {
  const before = [boxAt(0), boxAt(300)];
  const now = sharedBoxes(before, [boxAt(0), boxAt(300, 0, true), boxAt(600)]);
  expect(now[0]).toBe(before[0]);
  expect(now[1]).not.toBe(before[1]);
  expect(now).toHaveLength(3);
});
