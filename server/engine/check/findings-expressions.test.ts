import { expect, test } from "vitest";
import { readGraphText } from "../graph-file/read-graph-text.ts";
import { findingsOf } from "./findings.ts";

/** The labels of the fixes of a condition on a -> b; `d` of a is declared as text, and so is the param p. */
function fixesOf(when: string): readonly (string | undefined)[] {
  const read = readGraphText(
    `signalbox: 1
name: g
params: { p: { type: string, default: "1" } }
vertices:
  a: { script: x, outputs: { d: { type: string }, n: { type: integer } } }
  b: { script: x }
edges: [{ tail: a, head: b, when: ${JSON.stringify(when)} }]
`,
  );
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const found = findingsOf(read.file.content).filter(({ code }) => code === "expression");
  return found.map(({ fix }) => fix?.label);
}

test.each([
  ["outputs.a.x > 2", "Declare x of a as integer"],
  ["2.5 <= outputs.a.x", "Declare x of a as number"],
  ["outputs.a.d == 'y' && outputs.a.x > 2", "Declare x of a as integer"],
  ["outputs.a.n > 1 && outputs.a.x > 2", "Declare x of a as integer"],
])("an output that is compared with a number can be declared as one: %s", (when, label) => {
  expect(fixesOf(when)).toEqual([label]);
});

test.each([
  ["outputs.a.x == 'y' && outputs.a.d > 2", "another output, declared as text, is compared with a number"],
  ["params.p > 3 && outputs.a.x == 'y'", "a param of text is compared with a number"],
  ["outputs.a.x > 2 && outputs.a.x == 'y'", "it is compared with text as well"],
  ["outputs.a.x > 2 && outputs.a.d > 2", "something else would still be wrong"],
])("no declaration is offered where it would not correct the condition: %s (%s)", (when) => {
  expect(fixesOf(when)).toEqual([undefined]);
});
