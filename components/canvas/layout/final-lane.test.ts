import { expect, test } from "vitest";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "./card-size.ts";
import { inLane, laneOf } from "./final-lane.ts";
import { placed, tidyPlaces } from "./tidy.ts";

function fileOf(text: string) {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
}

const FILE = fileOf(`
vertices: { clean: { final: always }, A: {}, B: {}, tell: { final: failed } }
edges: [A -> B]
layout: { A: [0, 0], B: [400, 50], clean: [10, 10] }`);

test("final steps stand behind everything else, whatever place the file gives them", () => {
  const { layout } = placed(FILE);
  expect(layout.get("A")).toEqual({ x: 0, y: 0 });
  for (const name of ["clean", "tell"]) expect(layout.get(name)?.x).toBeGreaterThanOrEqual(400 + CARD_WIDTH);
  expect(layout.get("tell")?.y).toBeGreaterThanOrEqual((layout.get("clean")?.y ?? 0) + CARD_HEIGHT);
});

test("from top to bottom they stand below everything else", () => {
  const { layout } = inLane(FILE, "down");
  for (const name of ["clean", "tell"]) expect(layout.get(name)?.y).toBeGreaterThanOrEqual(50 + CARD_HEIGHT);
});

test("the lane holds every final step and no other vertex", () => {
  const file = placed(FILE);
  const lane = laneOf(file) ?? { x: 0, y: 0, width: 0, height: 0 };
  const isInside = (name: string) => {
    const { x, y } = file.layout.get(name) ?? { x: 0, y: 0 };
    return x >= lane.x && y >= lane.y && x + CARD_WIDTH <= lane.x + lane.width && y <= lane.y + lane.height;
  };
  expect(["A", "B", "clean", "tell"].filter(isInside)).toEqual(["clean", "tell"]);
  expect(laneOf(fileOf("vertices: { A: {} }\nedges: []"))).toBeNull();
});

test("tidying moves no final step, and a graph of final steps alone is drawn", () => {
  expect([...tidyPlaces(FILE, [...FILE.content.vertices.keys()], "right").keys()]).toEqual(["A", "B"]);
  const alone = placed(fileOf("vertices: { clean: { final: always } }\nedges: []"));
  expect(alone.layout.get("clean")).toEqual({ x: 0, y: 0 });
});

test("a file without final steps stays the same", () => {
  const file = fileOf("vertices: { A: {} }\nedges: []\nlayout: { A: [1, 2] }");
  expect(inLane(file, "right")).toBe(file);
});
