import { expect, test } from "vitest";
import type { PreviewView } from "#contract/pipelines/previews.ts";
import { previewGroups } from "./preview-words.ts";

test("what is rolled back only in part is said beside the order, and apart from what stays as a whole", () => {
  const none = { count: 0, names: [] };
  const one = (name: string) => ({ count: 1, names: [name] });
  const preview: PreviewView = {
    ...{ refused: null, notListed: null, begins: none, follows: none, stops: none, heldBack: none },
    ...{
      killed: none,
      notRun: none,
      fails: none,
      nothingToUndo: none,
      reused: none,
      stale: none,
      left: none,
    },
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
