import { expect, test } from "vitest";
import { workOf } from "../../../server/testing/work-of.ts";
import { partOf } from "./clipboard-text.ts";
import { editDesign } from "./design/edit-design.ts";

/** Vertices of one stem, so that each copy needs a number that is free, with two edges for each. */
function fileOf(count: number) {
  const names = Array.from({ length: count }, (_, number) => `step-${number}`);
  const edges = names.flatMap((tail, at) => names.slice(at + 1, at + 3).map((head) => ({ tail, head })));
  const layout = new Map(names.map((name, at) => [name, { x: at * 200, y: 0 }]));
  const vertices = new Map(names.map((name) => [name, { script: "x" }]));
  return { content: { signalbox: 1 as const, name: "g", vertices, edges }, layout };
}

test("twice as many vertices and edges that are pasted beside themselves are about twice the work", () => {
  const pasted = (count: number) => {
    const file = fileOf(count);
    const part = partOf(file, [...file.content.vertices.keys()]);
    return workOf(() => editDesign(file, { do: "paste", part, at: { x: 0, y: 500 } }));
  };
  pasted(50);
  expect(pasted(400) / pasted(200)).toBeLessThan(2.6);
});
