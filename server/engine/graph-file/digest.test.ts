import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryGraphFile } from "#testing/engine/arbitrary-graph-file.ts";
import { ExactNumber } from "../json/exact-number.ts";
import type { GraphContent } from "../model/graph-content.ts";
import { canonicalJson } from "./canonical-json.ts";
import { digestOf, vertexDigestOf } from "./digest.ts";
import { parseGraphFile } from "./graph-file.ts";

function contentOf(value: unknown): GraphContent {
  const parsed = parseGraphFile(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.file.content;
}

const value = {
  signalbox: 1,
  name: "g",
  description: "d",
  params: { p: { type: "string" } },
  vertices: {
    A: { script: "x", inputs: { i: { type: "json", default: { b: 1, a: [2] } } } },
    B: { script: "y" },
  },
  edges: ["A -> B"],
};

test("canonical JSON has sorted keys and no spaces", () => {
  expect(
    canonicalJson({
      b: [1, "é\n", null],
      a: { d: true, c: undefined },
      "😀": 1e21,
      "\uFB33": new ExactNumber("3.10"),
    }),
  ).toBe('{"a":{"d":true},"b":[1,"é\\n",null],"😀":1e+21,"\uFB33":3.10}');
  expect(() => canonicalJson([Number.NaN])).toThrow("JSON cannot hold NaN");
});

test("a digest is the SHA-256 of the content and never changes", () => {
  const bare = contentOf({ signalbox: 1, name: "g", vertices: { A: { script: "x" } } });
  // printf '%s' '{"edges":[],"signalbox":1,"vertices":[["A",{"script":"x"}]]}' | sha256sum
  expect(digestOf(bare)).toBe("sha256:7f769ce25c0a63adb102e5d16a2cf8994ff397d452741b7b6c358599eb259aa3");
  // printf '%s' '["A",{"script":"x"}]' | sha256sum
  expect(vertexDigestOf("A", { script: "x" })).toBe(
    "sha256:cacec5a47a827acdeafb46bb9264a573d8acc64417a7c64a0503b1157f9d27a4",
  );
});

test("the graph's name, the layout and the order of a vertex's fields and inputs do not change the digest", () => {
  const digest = digestOf(contentOf(value));
  expect(digestOf(contentOf({ ...value, name: "other", layout: { A: [1, 2] } }))).toBe(digest);
  const turned = { inputs: { i: { default: { b: 1, a: [2] }, type: "json" } }, script: "x" };
  expect(digestOf(contentOf({ ...value, vertices: { ...value.vertices, A: turned } }))).toBe(digest);
});

test.each<[string, object]>([
  ["the description", { description: "e" }],
  ["a parameter", { params: { p: { type: "text" } } }],
  ["the policy", { onFailure: "continue" }],
  ["a script", { vertices: { ...value.vertices, B: { script: "y " } } }],
  [
    "the order in a default",
    {
      vertices: {
        ...value.vertices,
        A: { script: "x", inputs: { i: { type: "json", default: { a: [2], b: 1 } } } },
      },
    },
  ],
  [
    "a default",
    {
      vertices: {
        ...value.vertices,
        A: { script: "x", inputs: { i: { type: "json", default: { b: 1, a: [3] } } } },
      },
    },
  ],
  ["a vertex's name", { vertices: { A: value.vertices.A, C: value.vertices.B }, edges: ["A -> C"] }],
  ["the order of vertices", { vertices: { B: value.vertices.B, A: value.vertices.A } }],
  ["an edge", { edges: [] }],
  ["an edge's condition", { edges: [{ tail: "A", head: "B", when: "always" }] }],
])("%s changes the digest", (_, change) => {
  expect(digestOf(contentOf({ ...value, ...change }))).not.toBe(digestOf(contentOf(value)));
});

test("another name, layout, frame or note never changes a digest, and another script always does", () => {
  fc.assert(
    fc.property(arbitraryGraphFile, fc.string({ maxLength: 3 }), (random, more) => {
      const content = contentOf(random);
      const digest = digestOf(content);
      expect(digestOf(contentOf({ ...random, name: "x", layout: {}, frames: {}, notes: {} }))).toBe(digest);
      const [first] = content.vertices;
      if (first === undefined || more === "") return;
      const [name, spec] = first;
      const vertices = new Map([
        ...content.vertices,
        [name, { ...spec, script: `${spec.script ?? ""}${more}` }] as const,
      ]);
      expect(digestOf({ ...content, vertices })).not.toBe(digest);
    }),
    { numRuns: 100 },
  );
});
