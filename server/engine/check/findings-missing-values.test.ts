import { describe, expect, test } from "vitest";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "./findings.ts";

const x = { script: "x" };
const reader = (from: string, more: object = {}) => ({
  script: "echo {v}",
  inputs: { v: { type: "string", from, ...more } },
});

/** The warnings about the graph A, B, C, D with D as the reader. */
function warned(edges: readonly unknown[], D: object, { A = x, B = x, C = x }: Record<string, object> = {}) {
  const content = contentOf({ A, B, C, D }, edges as object[]);
  return findingsOf(content).filter(({ code }) => code === "value-may-be-missing");
}

const DIAMOND = ["A -> B", "A -> C", "B -> D", "C -> D"];
const CHOICE = [{ tail: "A", head: "B", when: "outputs.A.n == '1'" }, "A -> C", "B -> D", "C -> D"];

describe("outputs of a vertex that may be skipped while the reader runs", () => {
  test.each<[string, unknown[], object, object?]>([
    ["a branch with a condition", CHOICE, reader("outputs.B.n")],
    ["a failed edge", [{ tail: "A", head: "D", when: "failed" }], reader("outputs.A.n")],
    ["an always edge", [{ tail: "A", head: "D", when: "always" }], reader("outputs.A.n")],
    ["a join that waits for one", DIAMOND, { ...reader("outputs.B.n"), join: "any" }],
    ["a choice by the script", DIAMOND, reader("outputs.B.n"), { A: { script: "echo next=B" } }],
    ["a branch", DIAMOND, reader("outputs.B.n"), { A: { ...x, branch: "first" } }],
    ["an ignored failure", DIAMOND, reader("outputs.B.n"), { B: { ...x, onFailure: "ignore" } }],
    [
      "a skip after a timeout",
      DIAMOND,
      reader("outputs.B.n"),
      { B: { ...x, timeout: "1m", onTimeout: "skip" } },
    ],
    [
      "a failure that is rescued",
      ["A -> B", { tail: "A", head: "C", when: "failed", rescue: true }, "B -> D", "C -> D"],
      reader("outputs.B.n"),
    ],
    ["a final step", ["A -> B -> C"], { ...reader("outputs.B.n"), final: "always" }],
    ["items", CHOICE, { ...x, foreach: { items: "outputs.B.n" } }],
    ["attempts", CHOICE, { ...x, retry: { each: "outputs.B.n" } }],
    ["a value that nobody is asked for", CHOICE, reader("outputs.B.n", { required: true, ask: "never" })],
  ])("is warned of: %s", (_, edges, D, others) => {
    const findings = warned(edges, D, { ...others });
    expect(findings).toMatchObject([{ level: "warning", vertices: ["D"] }]);
    expect(findings[0]?.text).toContain("may be skipped or fail and D run all the same");
  });

  test.each<[string, unknown[], object]>([
    ["both branches are joined", DIAMOND, reader("outputs.A.n + outputs.B.n + outputs.C.n")],
    ["the condition is before all that is read", CHOICE, reader("outputs.A.n + outputs.C.n")],
    ["each edge has to be live", CHOICE, { ...reader("outputs.B.n"), join: "every" }],
    ["the reader is behind the branch only", [CHOICE[0], "B -> C", "C -> D"], reader("outputs.B.n")],
    [
      "a reaction leaves the failure standing",
      ["A -> B", { tail: "A", head: "C", when: "failed" }, "B -> D", "C -> D"],
      reader("outputs.B.n"),
    ],
    ["there is a default", CHOICE, reader("outputs.B.n", { default: "-" })],
    ["the items have a default", CHOICE, { ...x, foreach: { items: "outputs.B.n", default: [] } }],
    ["a person is asked", CHOICE, reader("outputs.B.n", { required: true })],
    ["the expression asks first", CHOICE, reader("has(outputs.B.n) ? outputs.B.n : '-'")],
  ])("is not warned of: %s", (_, edges, D) => {
    expect(warned(edges, D)).toEqual([]);
  });

  test("is warned of for a required output of the graph", () => {
    const outputs = { n: { type: "string", from: "outputs.B.n", required: true } };
    const found = (more: object) =>
      findingsOf(contentOf({ A: x, B: x, C: x, D: x }, CHOICE, { outputs: { n: { ...outputs.n, ...more } } }))
        .filter(({ code }) => code === "value-may-be-missing")
        .map(({ text }) => text);
    expect(found({})).toEqual([
      "The graph's required output n reads outputs.B, but B may be skipped or fail. Give the output a `default`.",
    ]);
    expect(found({ default: "-" })).toEqual([]);
    expect(found({ required: false })).toEqual([]);
    expect(found({ from: "outputs.D.n" })).toEqual([]);
    const always = [CHOICE[0], { tail: "B", head: "C", when: "always" }];
    const graph = { outputs: { n: { ...outputs.n, from: "outputs.C.n" } } };
    expect(findingsOf(contentOf({ A: x, B: x, C: x }, always as object[], graph))).toEqual([]);
  });
});

test("a declared output that is not required is warned of where it is read", () => {
  const read = (output: object) =>
    warned(["A -> D"], reader("outputs.A.n"), {
      A: { ...x, outputs: { n: { type: "string", ...output } } },
    }).map(({ text }) => text);
  expect(read({})).toEqual([
    "The input v of D reads outputs.A.n, but A need not give it: the output is not required. Give the input a `default`.",
  ]);
  expect(read({ required: true })).toEqual([]);
  expect(read({ default: "-" })).toEqual([]);
});

describe("a condition of an edge", () => {
  const found = (when: string, outputs: object = { n: { type: "string" } }, more: object = {}) =>
    findingsOf(
      contentOf({ A: { script: "x", outputs, ...more }, B: { script: "x" } }, [
        { tail: "A", head: "B", when },
      ]),
    ).flatMap(({ code, edges }) => (code === "value-may-be-missing" ? [edges] : []));

  test("is warned of where it reads what its tail need not give, because the tail fails then", () => {
    expect(found('outputs.A.n == "x"')).toEqual([[{ tail: "A", head: "B" }]]);
  });

  test("has a fix that makes the output required", () => {
    const outputs = { n: { type: "string" } };
    const edges = [{ tail: "A", head: "B", when: 'outputs.A.n == "x"' }];
    const [finding] = findingsOf(contentOf({ A: { script: "x", outputs }, B: { script: "x" } }, edges));
    expect(finding?.fix).toEqual({
      label: "Make the output n of A required",
      change: "field",
      vertex: "A",
      path: ["outputs", "n", "required"],
      value: true,
    });
  });

  test.each<[string, string, object]>([
    ["the output is required", 'outputs.A.n == "x"', { n: { type: "string", required: true } }],
    ["the output has a default", 'outputs.A.n == "x"', { n: { type: "string", default: "" } }],
    ["it asks", 'has(outputs.A.n) && outputs.A.n == "x"', { n: { type: "string" } }],
    ["nobody declared it, so that nobody knows", 'outputs.A.m == "x"', { n: { type: "string" } }],
    ["it is for failures, too", 'state == "failed" || outputs.A.n == "x"', { n: { type: "string" } }],
  ])("is not warned of where %s", (_, when, outputs) => {
    expect(found(when, outputs)).toEqual([]);
  });
});
