import { expect, test } from "vitest";
import { made } from "../group-for-test.ts";
import { ungroupVertex } from "./ungroup-vertex.ts";

function differencesOf(text: string, inside: readonly string[]) {
  const { parent, child } = made(text, inside);
  const ungrouped = ungroupVertex(parent, "part", child);
  if (!ungrouped.ok) throw new Error(ungrouped.reasons.map((reason) => reason.text).join("\n"));
  return ungrouped.differences;
}

test("what is another way after ungrouping, after failures or for people, is told the right way round", () => {
  const differences = differencesOf(
    `
vertices:
  u: { script: x }
  a: { script: x, inputs: { i: { type: string, required: true }, log: { type: text, from: outputs.u.log } }, limit: 2 }
  ok: { kind: approval, prompt: { excludeSealer: true } }
  beside: { script: x }
  v: { script: x }
  f: { script: x, final: failed, inputs: { w: { type: json, from: failures } } }
edges: [u -> a -> ok -> v]
`,
    ["a", "ok"],
  );
  const texts = new Map(differences.map(({ about, text }) => [about, text]));
  expect([...texts.keys()].sort()).toEqual([
    "asked",
    "failure-beside",
    "failures",
    "limit",
    "sealer",
    "size",
  ]);
  expect(texts.get("failure-beside")).toMatch(
    /^After a failure of beside, the vertices of the child begin no more/,
  );
  expect(texts.get("failures")).toMatch(/in place of part\.$/);
  expect(texts.get("asked")).toMatch(/^A launch of this graph can give values to the inputs of a\./);
  expect(texts.get("sealer")).toMatch(/^At ok, whoever sealed this graph may not approve/);
  expect(texts.get("limit")).toMatch(/^The limit of a counts in pipelines of this graph/);
  expect(texts.get("size")).toMatch(/^Values of u may be longer than 64 KiB/);
});

test("that each vertex is undone by itself is told, and nothing where nothing differs", () => {
  const text = `
onFailure: revert
vertices:
  a: { script: x, revert: none }
  b: { kind: wait, wait: { for: 1m } }
  c: { script: x, revert: undo }
edges: [a -> b -> c]
`;
  expect(differencesOf(text, ["b", "c"]).map(({ text: told }) => told)).toEqual([
    expect.stringMatching(/^After a failure, each vertex is undone by itself/),
  ]);
  expect(differencesOf(text, ["a", "b"])).toEqual([]);
});
