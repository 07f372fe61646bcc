import { expect, test } from "vitest";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "./card-size.ts";
import { directionOf, placed, tidyPlaces } from "./tidy.ts";

function fileOf(text: string) {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

const FAN = fileOf(
  "vertices: { A: {}, B: {}, C: {}, D: {}, E: {} }\nedges: [A -> B, A -> C, A -> D, B -> E, C -> E, D -> E]",
);

test.each(["right", "down"] as const)("a tidy graph runs %s and no card covers another", (direction) => {
  const places = tidyPlaces(FAN, [...FAN.content.vertices.keys()], direction);
  for (const { tail, head } of FAN.content.edges) {
    const from = places.get(tail) ?? { x: 0, y: 0 };
    const to = places.get(head) ?? { x: 0, y: 0 };
    if (direction === "right") expect(to.x).toBeGreaterThanOrEqual(from.x + CARD_WIDTH);
    else expect(to.y).toBeGreaterThanOrEqual(from.y + CARD_HEIGHT);
  }
  const all = [...places.values()];
  for (const [index, one] of all.entries())
    for (const other of all.slice(index + 1))
      expect(Math.abs(one.x - other.x) >= CARD_WIDTH || Math.abs(one.y - other.y) >= CARD_HEIGHT).toBe(true);
  expect(directionOf({ content: FAN.content, layout: places })).toBe(direction);
});

test("tidying does not make the graph run away", () => {
  const names = [...FAN.content.vertices.keys()];
  const there = { ...FAN, layout: new Map(names.map((name) => [name, { x: 500, y: -70 }])) };
  const places = [...tidyPlaces(there, names, "right").values()];
  expect(Math.min(...places.map(({ x }) => x))).toBe(500);
  expect(Math.min(...places.map(({ y }) => y))).toBe(-70);
});

test("vertices without a place go below those that have one, which stay", () => {
  const file = fileOf("vertices: { A: {}, B: {} }\nedges: [A -> B]\nlayout: { A: [30, 40] }");
  const { layout } = placed(file);
  expect(layout.get("A")).toEqual({ x: 30, y: 40 });
  expect(layout.get("B")?.y).toBeGreaterThan(40 + CARD_HEIGHT);
  expect(placed(placed(file))).toStrictEqual(placed(file));
});

test("a wide fan that runs right is not taken for one that runs down", () => {
  const layout = new Map([
    ["A", { x: 0, y: 0 }],
    ...["B", "C", "D"].map((name, place) => [name, { x: 400, y: place * 900 }] as const),
  ]);
  expect(directionOf({ content: FAN.content, layout })).toBe("right");
});
