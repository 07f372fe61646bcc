import { expect, test } from "vitest";
import { findingsOf } from "#engine/check/findings.ts";
import { readWholeGraphText } from "#engine/graph-triggers/read-whole-graph-text.ts";
import { codeBlocks, projectText } from "./documents.ts";

const text = projectText("docs/graph-file.md");
const graphs = [...codeBlocks(text, "yaml"), ...codeBlocks(text, "json")].map(
  (graph) => [/name"?: "?([\w-]+)/.exec(graph)?.[1] ?? graph, graph] as const,
);

test("docs/graph-file.md has an example for most of its sections", () => {
  expect(graphs.length).toBeGreaterThan(20);
});

test.each(graphs)(
  "the example %s of docs/graph-file.md can be sealed, and check does not even warn",
  (_, graph) => {
    const read = readWholeGraphText(graph);
    expect(read.ok ? [] : read.problems).toEqual([]);
    if (read.ok) expect(findingsOf(read.file.content).filter(({ level }) => level !== "hint")).toEqual([]);
  },
);
