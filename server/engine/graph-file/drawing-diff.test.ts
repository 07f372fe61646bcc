import { expect, test } from "vitest";
import { diffContents } from "./content-diff.ts";
import { diffDrawings } from "./drawing-diff.ts";
import { readGraphText } from "./read-graph-text.ts";

const fileOf = (drawing: object) => {
  const text = JSON.stringify({
    ...{ signalbox: 1, name: "g", vertices: { A: {}, B: {} }, edges: [] },
    ...drawing,
  });
  const read = readGraphText(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.file;
};

test("frames, notes and places that differ are told beside the content, which is the same", () => {
  const note = (text: string, x: number) => ({ text, at: [x, 0] });
  const before = fileOf({
    layout: { A: [0, 0], B: [0, 100] },
    frames: { one: { title: "One", vertices: ["A"] }, gone: { vertices: ["B"] } },
    notes: { n: note("old", 0), moved: note("same", 0) },
  });
  const after = fileOf({
    layout: { A: [0, 0], B: [0, 200] },
    frames: { one: { title: "1", vertices: ["A"] }, constructor: { vertices: ["B"] } },
    notes: { n: note("new", 0), moved: note("same", 90) },
  });
  expect(diffContents(before.content, after.content).isSame).toBe(true);
  expect(diffDrawings(before, after)).toMatchObject({
    isSame: false,
    frames: {
      added: ["constructor"],
      removed: ["gone"],
      changed: [{ name: "one", fields: [{ field: "title", before: "One", after: "1" }] }],
    },
    notes: { added: [], removed: [], changed: [{ name: "n", fields: [{ before: "old", after: "new" }] }] },
    moved: 2,
  });
  expect(diffDrawings(after, after).isSame).toBe(true);
});

test("a place alone is told, and one that nobody chose is none", () => {
  const [bare, at, elsewhere] = [
    fileOf({}),
    fileOf({ layout: { A: [0, 0] } }),
    fileOf({ layout: { A: [9, 0] } }),
  ];
  expect(diffDrawings(bare, at)).toMatchObject({ isSame: true, moved: 0 });
  expect(diffDrawings(at, elsewhere)).toMatchObject({ isSame: false, moved: 1, frames: { added: [] } });
});
