import { expect, test } from "vitest";
import { diffContents } from "#engine/graph-file/content-diff.ts";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { MAX_EDITS } from "./diffed-lines.ts";
import { editsOfTexts } from "./edits-of-texts.ts";

const graph = (word: string, lines: number) =>
  contentOf(
    Object.fromEntries(
      Array.from({ length: 60 }, (_, vertex) => {
        const script = Array.from({ length: lines }, (_, line) => `${word} ${line}`).join("\n");
        return [`v${vertex}`, { script }];
      }),
    ),
    [],
  );
const edits = (lines: number) => [
  ...editsOfTexts(diffContents(graph("old", lines), graph("new", lines))).values(),
];

test("of many long texts the first are paired, so that the work of a page has a bound; short ones cost nothing", () => {
  expect(edits(1_100)).toEqual(Array(10).fill(MAX_EDITS));
  expect(edits(50)).toEqual(Array(40).fill(MAX_EDITS));
  expect(edits(5)).toEqual([]);
});
