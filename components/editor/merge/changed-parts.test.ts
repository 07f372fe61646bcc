import { expect, test } from "vitest";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { changedParts } from "./changed-parts.ts";

const content = (file: object) => placedFile({ signalbox: 1, name: "g", ...file }).content;
const A = content({ vertices: { A: { script: "a\n" }, B: {} }, edges: ["A -> B"] });

test("a change of somebody else is told in a few words", () => {
  expect(changedParts(A, content({ vertices: { A: { script: "b\n" }, B: {} }, edges: ["A -> B"] }))).toBe(
    "1 vertex",
  );
  expect(changedParts(A, content({ description: "d", vertices: { A: { script: "b\n" }, C: {} } }))).toBe(
    "3 vertices, 1 edge and the settings of the graph",
  );
  expect(changedParts(A, A)).toBe("what is on the canvas");
});
