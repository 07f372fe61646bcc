import { expect, test } from "vitest";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import type { GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import { MAX_COORDINATE } from "#engine/shape/fields/place-field.ts";
import { placed } from "./tidy.ts";

const COUNT = 10_000;
const nameOf = (number: number) => `v${number}`;

function graphOf(
  tailOf: (number: number) => number,
  specOf: (number: number) => VertexSpec = () => ({}),
): GraphFile {
  const numbers = Array.from({ length: COUNT }, (_, number) => number);
  const vertices = new Map(numbers.map((number) => [nameOf(number), specOf(number)] as const));
  const edges = numbers.slice(1).flatMap((number) => {
    const tail = tailOf(number);
    return tail < 0 ? [] : [{ tail: nameOf(tail), head: nameOf(number), when: "failed" }];
  });
  return { content: { signalbox: 1, name: "g", vertices, edges }, layout: new Map() };
}

/** Whether a file can be saved, and how many places its cards have. */
function judged(file: GraphFile) {
  const parsed = parseGraphFile(graphFileJson(file));
  const places = new Set([...file.layout.values()].map(({ x, y }) => `${x} ${y}`));
  return [parsed.ok ? "can be saved" : parsed.problems[0]?.text, places.size];
}

test.each([
  ["chain", graphOf((number) => number - 1)],
  ["star", graphOf(() => 0)],
  [
    "line of final steps",
    graphOf(
      () => -1,
      (number) => (number === 0 ? {} : { final: "always" }),
    ),
  ],
])("the largest graph, as a %s with labels, gets places that a graph file can have", (_shape, file) => {
  expect(judged(placed(file))).toEqual(["can be saved", COUNT]);
});

test("cards and final steps that go beside one at the end of the canvas stay within it", () => {
  const vertices = new Map<string, VertexSpec>([
    ["far", {}],
    ["new", {}],
    ["last", { final: "always" }],
  ]);
  const layout = new Map([["far", { x: MAX_COORDINATE, y: MAX_COORDINATE }]]);
  const file = placed({ content: { signalbox: 1, name: "g", vertices, edges: [] }, layout });
  expect(judged(file)[0]).toBe("can be saved");
});
