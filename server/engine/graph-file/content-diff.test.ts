import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryGraphFile } from "#testing/engine/arbitrary-graph-file.ts";
import type { GraphContent } from "../model/graph-content.ts";
import { diffContents } from "./content-diff.ts";
import { digestOf } from "./digest.ts";
import { parseGraphFile } from "./graph-file.ts";

function contentOf(value: unknown): GraphContent {
  const parsed = parseGraphFile(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.file.content;
}

const before = contentOf({
  signalbox: 1,
  name: "g",
  params: { old: { type: "string" }, kept: { type: "string" } },
  vertices: { A: { script: "x", timeout: "10m" }, B: { script: "y" }, C: { script: "z" } },
  edges: ["A -> B", "B -> C"],
});

test("lists what was added, removed and changed, with the changed fields", () => {
  const after = contentOf({
    signalbox: 1,
    name: "g",
    description: "new",
    params: { kept: { type: "text" }, more: { type: "string" } },
    vertices: { A: { script: "x2", join: "any" }, B: { script: "y" }, D: {} },
    edges: [{ tail: "A", head: "B", when: "always" }, "A -> D"],
  });
  expect(diffContents(before, after)).toEqual({
    isSame: false,
    isReordered: false,
    graph: [{ field: "description", before: undefined, after: "new" }],
    params: {
      added: ["more"],
      removed: ["old"],
      changed: [{ name: "kept", fields: [{ field: "type", before: "string", after: "text" }] }],
    },
    vertices: {
      added: ["D"],
      removed: ["C"],
      changed: [
        {
          name: "A",
          fields: [
            { field: "script", before: "x", after: "x2" },
            { field: "timeout", before: "10m", after: undefined },
            { field: "join", before: undefined, after: "any" },
          ],
        },
      ],
    },
    edges: {
      added: [{ tail: "A", head: "D" }],
      removed: [{ tail: "B", head: "C" }],
      changed: [{ before: { tail: "A", head: "B" }, after: { tail: "A", head: "B", when: "always" } }],
    },
  });
});

test("reports a change of the order alone", () => {
  const turned = { ...before, edges: [...before.edges].reverse() };
  expect(diffContents(before, turned)).toMatchObject({
    isSame: false,
    isReordered: true,
    edges: { added: [], removed: [], changed: [] },
  });
});

test("two contents are the same exactly if their digests are the same", () => {
  fc.assert(
    fc.property(arbitraryGraphFile, arbitraryGraphFile, (a, b) => {
      const [one, other] = [contentOf(a), contentOf(b)];
      // Check forbids duplicate edges, and the diff identifies edges by their ends.
      fc.pre(
        [one, other].every(
          ({ edges }) => new Set(edges.map(({ tail, head }) => `${tail}\n${head}`)).size === edges.length,
        ),
      );
      expect(diffContents(one, one).isSame).toBe(true);
      expect(diffContents(one, other).isSame).toBe(digestOf(one) === digestOf(other));
    }),
    { numRuns: 40 },
  );
});
