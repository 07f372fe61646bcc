import { expect, test } from "vitest";
import { workOf } from "../../../server/testing/work-of.ts";
import { tidyPlaces } from "./tidy.ts";

/** Layers of 20 with two edges for each vertex. */
function layeredFile(count: number) {
  const edges = Array.from({ length: count - 20 }, (_, number) => {
    const from = Math.floor(number / 20) * 20;
    return [(number * 7) % 20, (number * 11 + 3) % 20].map((tail) => [from + tail, number + 20] as const);
  });
  const content = {
    signalbox: 1 as const,
    name: "g",
    vertices: new Map(Array.from({ length: count }, (_, number) => [`v${number}`, {}] as const)),
    edges: edges.flat().map(([tail, head]) => ({ tail: `v${tail}`, head: `v${head}` })),
  };
  return { content, layout: new Map() };
}

test("twice as many vertices and edges in layers are about twice the work of a layout", () => {
  const tidied = (count: number) => {
    const file = layeredFile(count);
    return workOf(() => tidyPlaces(file, [...file.content.vertices.keys()], "right"));
  };
  tidied(500);
  // Both are too large to be moved out of the way of edges, one by one.
  expect(tidied(1_600) / tidied(800)).toBeLessThan(3);
});
