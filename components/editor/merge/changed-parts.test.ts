import { expect, test } from "vitest";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { changedParts } from "./changed-parts.ts";

const content = (file: object) => placedFile({ signalbox: 1, name: "g", ...file }).content;
const A = content({ vertices: { A: { script: "a\n" }, B: {} }, edges: ["A -> B"] });

test("a change of somebody else names the first vertices, and counts the rest in a few words", () => {
  expect(changedParts(A, content({ vertices: { A: { script: "b\n" }, B: {} }, edges: ["A -> B"] }))).toEqual({
    vertices: [{ name: "A", became: "changed" }],
    others: [],
  });
  const other = { description: "d", vertices: { C: {}, A: { script: "b\n" } } };
  expect(changedParts(A, content(other))).toEqual({
    vertices: [
      { name: "A", became: "changed" },
      { name: "C", became: "new" },
    ],
    others: ["1 more vertex", "1 edge", "the settings of the graph"],
  });
  expect(changedParts(A, A)).toEqual({ vertices: [], others: ["what is on the canvas"] });
});
