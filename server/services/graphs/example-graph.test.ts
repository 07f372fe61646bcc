import { expect, test } from "vitest";
import { findingsOf } from "#engine/check/findings.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { writeGraphText } from "#engine/graph-file/write-graph-text.ts";
import { EXAMPLE_GRAPH } from "./example-graph.ts";

const read = readGraphText(EXAMPLE_GRAPH);
if (!read.ok) throw new Error(JSON.stringify(read.problems));
const { file } = read;

test("the example is canonical text, so that exporting it gives the same bytes", () => {
  expect(writeGraphText(file)).toBe(EXAMPLE_GRAPH);
});

test("check finds nothing in the example, not even a warning", () => {
  // Hints are of values that only people read: it shows them on purpose.
  expect(findingsOf(file.content).filter(({ level }) => level !== "hint")).toEqual([]);
});

test("every vertex of the example has a description and a place, and the places go from left to right", () => {
  const { vertices, edges } = file.content;
  for (const [name, { description }] of vertices) {
    expect(description, name).toBeTruthy();
    expect(file.layout.get(name), name).toBeDefined();
  }
  for (const { tail, head } of edges)
    expect(file.layout.get(tail)?.x, `${tail} -> ${head}`).toBeLessThan(file.layout.get(head)?.x ?? 0);
});

test("the example shows a new user a fan-out, a question, and a failure that says what to do", () => {
  const { vertices, edges } = file.content;
  expect(edges.filter(({ tail }) => tail === "stop-game")).toHaveLength(5);
  const asked = [...vertices].filter(([, { inputs = {} }]) =>
    Object.values(inputs).some((input) => input.required),
  );
  expect(asked.map(([name]) => name)).toEqual(["start-game"]);
  expect(vertices.get("verify-download")?.script).toContain("Press Retry");
});
