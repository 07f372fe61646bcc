import { expect, test } from "vitest";
import type { PreviewView } from "#contract/pipelines/previews.ts";
import { namedText, previewGroups, retriedText } from "./preview-words.ts";

const none = { count: 0, names: [] };
const PREVIEW: PreviewView = {
  ...{ refused: null, notListed: null, begins: none, anew: none, inside: [], follows: none, stops: none },
  ...{ lastChildren: [] },
  ...{ heldBack: none, killed: none, notRun: none, fails: none, undoes: none, partlyUndone: none },
  ...{ notUndone: none, nothingToUndo: none, reused: none, stale: none, left: none, pipeline: null },
};

test("what is rolled back only in part is said beside the order, and apart from what stays as a whole", () => {
  const one = (name: string) => ({ count: 1, names: [name] });
  const preview: PreviewView = {
    ...PREVIEW,
    ...{ undoes: one("part"), partlyUndone: one("part"), notUndone: one("none") },
    pipeline: { before: "succeeded", after: "failed", isFinishing: false },
  };
  expect(previewGroups(preview).map(({ text, named }) => [text, ...named.names])).toEqual([
    ["Rolled back, in this order", "part"],
    ["Only in part: something in it has no undo script", "part"],
    ["Stays as it is: no undo script", "none"],
    ["Pipeline", "Becomes failed"],
  ]);
});

test("what a rollback does not reach is said; an older server does not know it", () => {
  const said = (preview: PreviewView) =>
    previewGroups(preview).map(({ text, named }) => [text, ...named.names]);
  expect(said(PREVIEW)).toEqual([]);
  expect(said({ ...PREVIEW, notReached: { count: 1, names: ["first"] } })).toEqual([
    ["Not rolled back: an undo behind it failed", "first"],
  ]);
});

test("how many items or tracks of child pipelines run is said, and which; of another folder only how many", () => {
  const preview: PreviewView = {
    ...PREVIEW,
    begins: { count: 1, names: ["Q"] },
    anew: { count: 3, names: ["Q", "I", "N"] },
    lastChildren: [
      { vertex: "Q", isItems: false, of: 1, succeeded: 0, failed: 1, canGoOn: false },
      { vertex: "I", isItems: true, of: 30, succeeded: 27, failed: 3, canGoOn: false },
    ],
    inside: [
      { path: "A", isItems: true, runs: { count: 2, names: ["a", "c"] }, of: 3 },
      { path: "P", isItems: false, runs: { count: 1, names: ["bad"] }, of: 2 },
      { path: "P / bad", isItems: false, runs: { count: 1, names: [] }, of: 9 },
    ],
  };
  expect(previewGroups(preview).map(({ text, named }) => [text, namedText(named)])).toEqual([
    ["Runs now", "Q"],
    ["Runs now, 2 of 3 items of A", "a, c"],
    ["Runs now, 1 of 2 tracks in P", "bad"],
    ["Runs now, 1 of 9 tracks in P / bad", "in a pipeline of another folder"],
    [
      "In a new child pipeline, from its beginning",
      "Q (1 track, of which none had succeeded), I (30 items, of which 27 had succeeded), N",
    ],
  ]);
});

test("a result of a retry says of which tracks only a part runs again", () => {
  const inside = [
    { vertex: "A", isItems: true, count: 2 },
    { vertex: "P", isItems: false, count: 1 },
  ];
  const result = { retried: ["A", "b", "P"], inside, refused: [] };
  expect(retriedText(result)).toBe("A (2 of its items), b, P (1 track in it)");
});
