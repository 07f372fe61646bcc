import { expect, test } from "vitest";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { hasUndo } from "./has-undo.ts";

function fileWith(vertex: string) {
  const read = readGraphText(`signalbox: 1\nname: hosts\nvertices:\n  patch: ${vertex}\n`);
  if (!read.ok) throw new Error("The graph is wrong.");
  return read.file;
}

test("a script for each item has something to undo only where it has an undo script", () => {
  expect(hasUndo(fileWith("{ foreach: { items: '[1, 2]' }, script: 'true' }"))).toBe(false);
  expect(hasUndo(fileWith("{ foreach: { items: '[1, 2]' }, script: 'true', revert: none }"))).toBe(false);
  expect(hasUndo(fileWith("{ foreach: { items: '[1, 2]' }, script: 'true', revert: 'true' }"))).toBe(true);
});

test("what a child graph can undo is not known here, so it may have something", () => {
  expect(hasUndo(fileWith("{ kind: graph, graph: part@1 }"))).toBe(true);
  expect(hasUndo(fileWith("{ kind: graph, graph: part@1, foreach: { items: '[1, 2]' } }"))).toBe(true);
  expect(hasUndo(fileWith("{ kind: graph, graph: part@1, revert: none }"))).toBe(false);
});
