import { expect, test } from "vitest";
import { CARD_HEIGHT, CARD_WIDTH } from "../../layout/card-size.ts";
import { placedFile } from "../../layout/placed-file.ts";
import { edgeUnder } from "./edge-under.ts";

const vertices = {
  A: { script: "true" },
  B: { script: "true" },
  C: { script: "true" },
  D: { script: "true" },
};
const layout = { A: [0, 0], B: [600, 0], C: [600, 400], D: [300, 200] } as const;
const file = (more: object = {}) =>
  placedFile({
    signalbox: 1,
    name: "g",
    vertices,
    edges: ["A -> B", "A -> C"],
    layout,
    ...more,
  } as never);
const between = { x: (CARD_WIDTH + 600) / 2, y: CARD_HEIGHT / 2 };

test("the edge nearest to a point is found by where it is drawn, and none that is farther than a hand", () => {
  expect(edgeUnder(file(), between)).toEqual({ tail: "A", head: "B" });
  expect(edgeUnder(file(), { x: between.x, y: between.y + 15 })).toEqual({ tail: "A", head: "B" });
  expect(edgeUnder(file(), { x: between.x, y: 200 + CARD_HEIGHT / 2 })).toEqual({ tail: "A", head: "C" });
  expect(edgeUnder(file(), { x: between.x, y: -100 })).toBeNull();
  expect(edgeUnder(file(), { x: 2_000, y: CARD_HEIGHT / 2 })).toBeNull();
});

test("edges of what is dropped, and those that end at a collapsed frame, are none to be put on", () => {
  expect(edgeUnder(file(), between, "B")).toBeNull();
  const frames = { f: { vertices: ["B", "C"], collapsed: true } };
  for (let x = 0; x <= 900; x += 20)
    for (let y = 0; y <= 500; y += 20) expect(edgeUnder(file({ frames }), { x, y })).toBeNull();
});
