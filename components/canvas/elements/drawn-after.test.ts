import { expect, test } from "vitest";
import { placedFile } from "../layout/placed-file.ts";
import { drawnAfter } from "./drawn-after.ts";
import type { Drawing } from "./flow-elements.ts";

const file = placedFile({
  ...{ signalbox: 1, name: "g", vertices: { A: { script: "a" }, B: { script: "b" } } },
  edges: ["A -> B"],
} as never);

const drawing: Drawing = {
  ...{ file, direction: "right", isEditable: true },
  ...{ selected: new Set(), selectedEdges: new Set(), wrongEdges: new Set() },
  ...{ moved: new Map(), marks: new Map() },
};

test("where findings come anew and say the same, the canvas gets the same arrays", () => {
  const before = drawnAfter(null, drawing);
  const anew = {
    ...drawing,
    marks: new Map(),
    wrongEdges: new Set<string>(),
    selectedEdges: new Set<string>(),
  };
  const after = drawnAfter(before, anew);
  expect(after.nodes).toBe(before.nodes);
  expect(after.edges).toBe(before.edges);
});

test("a vertex with a new finding is a new object in a new array; the edges stay", () => {
  const before = drawnAfter(null, drawing);
  const marks = new Map([["B", { level: "error", text: "It has no script." }]] as const);
  const after = drawnAfter(before, { ...drawing, marks, wrongEdges: new Set<string>() });
  expect(after.nodes).not.toBe(before.nodes);
  expect(after.nodes[0]).toBe(before.nodes[0]);
  expect(after.nodes[1]?.data.mark).toEqual(marks.get("B"));
  expect(after.edges).toBe(before.edges);
});

test("an edge that is gone is gone", () => {
  const before = drawnAfter(null, drawing);
  const content = { ...file.content, edges: [] };
  expect(drawnAfter(before, { ...drawing, file: { ...file, content } }).edges).toEqual([]);
});
