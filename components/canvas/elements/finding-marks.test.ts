import { expect, test } from "vitest";
import type { Finding } from "#engine/model/graph-content.ts";
import { placedFile } from "../layout/placed-file.ts";
import { findingMarks, withFrameMarks } from "./finding-marks.ts";

const at = (vertex: string, level: Finding["level"]): Finding =>
  ({ code: "script-missing", level, text: `of ${vertex}`, vertices: [vertex], edges: [] }) as never;

test("a frame is marked for the vertices that are drawn in it: a final step stands in its lane", () => {
  const file = placedFile({
    ...{ signalbox: 1, name: "g", vertices: { A: {}, B: {}, Z: { final: "always" } } },
    frames: { f: { vertices: ["A", "B", "Z"] } },
  } as never);
  const { marks } = findingMarks([at("A", "warning"), at("Z", "error"), at("B", "hint")]);
  const all = withFrameMarks(marks, file);
  const texts = [...all].map(([name, { level, text }]) => [name, level, text]);
  expect(texts).toEqual([
    ["A", "warning", "of A"],
    ["Z", "error", "of Z"],
    [expect.stringContaining("f"), "warning", "1 vertex has a warning."],
  ]);
});
