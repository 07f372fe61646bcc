import { describe, expect, test } from "vitest";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "./findings.ts";

const x = { script: "x" };
const every = { script: "x", join: "every" };
const found = (code: string, vertices: object, edges: readonly unknown[] = [], more: object = {}) =>
  findingsOf(contentOf(vertices, edges, more)).flatMap((finding) =>
    finding.code === code ? [finding.vertices] : [],
  );

describe("a join that can never fire", () => {
  const four = { a: x, b: x, c: x, d: every };
  const joined = ["b -> d", "c -> d"];
  test.each<[string, readonly unknown[]]>([
    ["a success and a failure", ["a -> b", { tail: "a", head: "c", when: "failed" }]],
    ["the default and what has no condition", ["a -> b", { tail: "a", head: "c", default: true }]],
  ])("%s", (_name, edges) => {
    expect(found("join-never-holds", four, [...edges, ...joined])).toEqual([["d", "a"]]);
  });

  test("two ways of a branch by values, also behind other vertices", () => {
    const vertices = { ...four, a: { script: "x", branch: "one" }, e: x };
    const edges = [
      { tail: "a", head: "b", when: "params.n == 1" },
      { tail: "a", head: "c", when: "params.n == 2" },
      "b -> e",
      "e -> d",
      "c -> d",
    ];
    const params = { params: { n: { type: "integer" } } };
    expect(found("join-never-holds", vertices, edges, params)).toEqual([["d", "a"]]);
  });

  test.each<[string, object, readonly unknown[]]>([
    [
      "one of them is enough",
      { ...four, d: x },
      ["a -> b", { tail: "a", head: "c", when: "failed" }, ...joined],
    ],
    ["both may be taken", four, ["a -> b", "a -> c", ...joined]],
    ["an edge that is always taken", four, ["a -> b", { tail: "a", head: "c", when: "always" }, ...joined]],
    [
      "a failure that is ignored",
      { ...four, a: { ...x, onFailure: "ignore" } },
      ["a -> b", { tail: "a", head: "c", when: "failed" }, ...joined],
    ],
  ])("is not warned of where %s", (_name, vertices, edges) => {
    expect(found("join-never-holds", vertices, edges)).toEqual([]);
  });
});

test("a vertex may not take longer than its pipeline", () => {
  const gate = { kind: "approval", prompt: { title: "Go?", timeout: "3h" } };
  const vertices = { long: { ...x, timeout: "2h" }, short: { ...x, timeout: "1h" }, gate };
  expect(found("timeout-above-graph", vertices, [], { timeout: "1h" })).toEqual([["long"], ["gate"]]);
  expect(found("timeout-above-graph", vertices)).toEqual([]);
});
