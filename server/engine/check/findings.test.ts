import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryGraphFile } from "#testing/engine/arbitrary-graph-file.ts";
import { parseGraphFile } from "../graph-file/graph-file.ts";
import { readGraphText } from "../graph-file/read-graph-text.ts";
import type { Finding, GraphContent } from "../model/graph-content.ts";
import { findingsOf } from "./findings.ts";

function contentOf(value: object): GraphContent {
  const parsed = parseGraphFile({ signalbox: 1, name: "g", ...value });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.file.content;
}

const found = (value: object) => findingsOf(contentOf(value));
const x = { script: "x" };
const oneVertex = (spec: object) => ({ vertices: { A: { ...x, ...spec } } });
const oneInput = (spec: object, script = "echo {ip}") => oneVertex({ script, inputs: { ip: spec } });

describe("the four example graphs have the findings that their comments name", () => {
  test.each(["test1", "test2", "test3", "test4"])("%s", (name) => {
    const text = readFileSync(new URL(`../../../e2e/graphs/${name}.yaml`, import.meta.url), "utf8");
    const read = readGraphText(text);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const errors = findingsOf(read.file.content).filter(({ level }) => level === "error");
    const verdict = /^# check: (ok|error)(?:, a cycle (.+))?/.exec(text);
    expect(verdict).not.toBeNull();
    if (verdict?.[1] === "ok") expect(errors).toEqual([]);
    else
      expect(errors.map(({ text: said }) => said)).toEqual([
        `These vertices wait for each other: ${verdict?.[2]}. Remove one of these edges.`,
      ]);
  });
});

test("a correct graph has no findings", () => {
  const inputs = { ip: { type: "ip", required: true, default: "127.0.0.1" } };
  const vertices = {
    A: { inputs, script: "ping {ip}", timeout: "10m", labels: ["linux"], priority: 5 },
    B: { ...x, join: "any" },
  };
  expect(
    found({ vertices, edges: [{ tail: "A", head: "B", when: "always" }], onFailure: "continue" }),
  ).toEqual([]);
});

describe("each rule has its finding", () => {
  test.each<[string, Finding["level"], object, Partial<Finding>]>([
    ["graph-empty", "error", {}, { vertices: [], edges: [] }],
    [
      "cycle",
      "error",
      { vertices: { A: x, B: x, C: x }, edges: ["B -> A", "A -> C", "C -> B"] },
      {
        vertices: ["A", "C", "B"],
        edges: [
          { tail: "A", head: "C" },
          { tail: "C", head: "B" },
          { tail: "B", head: "A" },
        ],
        text: "These vertices wait for each other: A -> C -> B -> A. Remove one of these edges.",
      },
    ],
    [
      "edge-self",
      "error",
      { vertices: { A: x }, edges: ["A -> A"] },
      { vertices: ["A"], edges: [{ tail: "A", head: "A" }] },
    ],
    [
      "edge-duplicate",
      "error",
      { vertices: { A: x, B: x }, edges: ["A -> B", "A -> B"] },
      { edges: [{ tail: "A", head: "B" }] },
    ],
    [
      "edge-unknown-vertex",
      "error",
      { vertices: { build: x, test: x }, edges: ["build -> test", "biuld -> test"] },
      {
        text: "The edge biuld -> test names biuld, which is not a vertex of this graph. Did you mean build?",
      },
    ],
    ["vertex-name-twin", "error", { vertices: { Build: x, build: x } }, { vertices: ["Build", "build"] }],
    ["script-empty", "error", oneVertex({ script: " \n" }), { vertices: ["A"] }],
    ["shebang", "error", oneVertex({ script: "#!/bin/sh\nx" }), { vertices: ["A"] }],
    ["shebang", "error", oneVertex({ revert: "#!/bin/bash -n\nx" }), { vertices: ["A"] }],
    ["text-line-ends", "warning", oneVertex({ script: "a\nb\r\nc" }), { vertices: ["A"] }],
    ["text-characters", "warning", oneVertex({ script: "echo \u001b[1m" }), { vertices: ["A"] }],
    [
      "vertex-isolated",
      "warning",
      { vertices: { A: x, B: x, C: x }, edges: ["A -> B"] },
      { vertices: ["C"] },
    ],
    ["input-unused", "warning", oneInput({ type: "string" }, "echo ip"), { vertices: ["A"] }],
    ["input-default-invalid", "error", oneInput({ type: "integer", default: "many" }), { vertices: ["A"] }],
    [
      "input-default-invalid",
      "error",
      oneVertex({ outputs: { n: { type: "integer", max: 1, default: 2 } } }),
      {},
    ],
    [
      "title-without-value",
      "warning",
      {
        vertices: {
          A: { kind: "approval", inputs: { s: { type: "string" } }, prompt: { title: "Restart {s}?" } },
        },
      },
      { vertices: ["A"] },
    ],
    ["input-enum-missing", "error", oneVertex({ outputs: { n: { type: "enum" } } }), { vertices: ["A"] }],
    ["input-enum-missing", "error", oneInput({ type: "enum" }), { vertices: ["A"] }],
    ["input-range-empty", "error", oneInput({ type: "integer", min: 2, max: 1 }), { vertices: ["A"] }],
    [
      "input-name-reserved",
      "error",
      oneVertex({ script: "echo {PATH}", inputs: { PATH: { type: "string" } } }),
      { vertices: ["A"] },
    ],
    [
      "expression",
      "error",
      { vertices: { A: x, B: x }, edges: [{ tail: "A", head: "B", when: "outputs.A.n > 1" }] },
      { edges: [{ tail: "A", head: "B" }] },
    ],
    ["expression", "error", oneInput({ type: "string", from: "params.missing" }), { vertices: ["A"] }],
    [
      "field-of-another-kind",
      "error",
      { vertices: { A: { kind: "approval", prompt: { title: "Go?" }, script: "x" } } },
      { vertices: ["A"] },
    ],
    ["expression", "error", oneInput({ type: "integer", from: "[1]" }), { vertices: ["A"] }],
    [
      "default-with-condition",
      "error",
      { vertices: { A: x, B: x }, edges: [{ tail: "A", head: "B", when: "failed", default: true }] },
      { edges: [{ tail: "A", head: "B" }] },
    ],
    [
      "default-twice",
      "error",
      {
        vertices: { A: x, B: x, C: x },
        edges: [
          { tail: "A", head: "B", default: true },
          { tail: "A", head: "C", default: true },
        ],
      },
      { vertices: ["A"] },
    ],
    [
      "edge-never-taken",
      "warning",
      { vertices: { A: { ...x, branch: "first" }, B: x, C: x }, edges: ["A -> B", "A -> C"] },
      { edges: [{ tail: "A", head: "C" }] },
    ],
    [
      "branch-never-one",
      "error",
      { vertices: { A: { ...x, branch: "one" }, B: x, C: x }, edges: ["A -> B", "A -> C"] },
      { vertices: ["A"] },
    ],
  ])("%s", (code, level, value, more) => {
    const findings = found(value).filter((finding) => finding.level !== "hint");
    expect(findings.map((finding) => finding.code)).toEqual([code]);
    expect(findings[0]).toMatchObject({ level, ...more });
  });

  test("graph-large", () => {
    const vertices = Object.fromEntries(Array.from({ length: 1_001 }, (_, place) => [`v${place}`, x]));
    expect(found({ vertices }).map(({ code }) => code)).toEqual(["graph-large"]);
  });
});

describe("a placeholder that is a param, but no input", () => {
  const params = { env: { type: "enum", enum: ["a", "b"], default: "a" } };
  const undeclared = (spec: object) =>
    found({ params, vertices: { A: spec } }).filter(({ code }) => code === "input-undeclared");

  test.each<[string, object]>([
    ["a script", { script: "deploy {env}" }],
    ["an undo script", { script: "x", revert: "undo {env} {env}" }],
    ["a request", { kind: "http", http: { url: "https://example.com/{env}" } }],
  ])("is found in %s, and its fix adds the input", (_, spec) => {
    const findings = undeclared(spec);
    expect(findings).toMatchObject([{ level: "warning", vertices: ["A"] }]);
    expect(findings[0]?.fix).toEqual({
      change: "input",
      label: "Add the input env",
      vertex: "A",
      name: "env",
      input: { type: "enum", enum: ["a", "b"], from: "params.env" },
    });
  });

  test.each<[string, object]>([
    ["a declared one", { script: "deploy {env}", inputs: { env: { type: "string" } } }],
    ["a comment", { script: "x # {env}" }],
    ["a variable", { script: "echo ${env}" }],
    ["Python", { script: "print(f'{env}')", interpreter: "python3" }],
    ["another word", { script: "echo {environment}" }],
  ])("is not found for %s", (_, spec) => {
    expect(undeclared(spec)).toEqual([]);
  });
});

describe("outputs-not-upstream", () => {
  const reading = (from: string, edges: unknown[] = ["A -> B", "B -> C"]) => {
    const vertices = { A: x, B: x, C: { script: "echo {v}", inputs: { v: { type: "string", from } } }, D: x };
    return found({ vertices, edges }).filter(({ code }) => code === "outputs-not-upstream");
  };

  test.each(["outputs.A.n", "'outputs.no-vertex.n'", 'outputs["B"].n + outputs.A.n', "params.x", "1"])(
    "is not found for %s",
    (from) => {
      expect(reading(from)).toEqual([]);
    },
  );

  test.each(["outputs.D.n", "outputs.C.n", "outputs['X'].n", "outputs.no-vertex.n"])(
    "is found for %s",
    (from) => {
      expect(reading(from)).toMatchObject([{ level: "error", vertices: ["C"] }]);
    },
  );

  test("is not found on a cycle, which has its own finding", () => {
    expect(reading("outputs.A.n", ["A -> B", "B -> A", "B -> C"])).toEqual([]);
  });

  test("allows a condition to read its own tail", () => {
    const edge = (when: string) =>
      found({ vertices: { A: x, B: x }, edges: [{ tail: "A", head: "B", when }] }).map(({ code }) => code);
    expect(edge("outputs.A.n == '1'")).toEqual([]);
    expect(edge("outputs.B.n == '1'")).toEqual(["outputs-not-upstream"]);
  });

  test("a final step reads all but other final steps", () => {
    const reads = (from: string) => ({
      final: "always",
      script: "echo {v}",
      inputs: { v: { type: "string", from, default: "-" } },
    });
    const vertices = { A: x, E: reads("outputs.A.n"), F: reads("outputs.E.n") };
    const findings = found({ vertices }).filter(({ code }) => code === "outputs-not-upstream");
    expect(findings.map(({ vertices: [name] }) => name)).toEqual(["F"]);
  });
});

test("all findings are reported at once, errors first", () => {
  const findings = found({ vertices: { A: { script: "a\r\nb" }, B: {}, a: x }, edges: ["A -> A", "B -> X"] });
  expect(findings.map(({ code }) => code)).toEqual([
    "vertex-name-twin",
    "edge-self",
    "edge-unknown-vertex",
    "script-empty",
    "vertex-isolated",
    "text-line-ends",
  ]);
});

test("every finding is a sentence about vertices and edges of the graph", () => {
  fc.assert(
    fc.property(arbitraryGraphFile, (value) => {
      const content = contentOf(value);
      const edges = new Set(content.edges.map(({ tail, head }) => `${tail} -> ${head}`));
      const isSound = (finding: Finding) =>
        /^\S[\s\S]*[.?!]$/.test(finding.text) &&
        finding.vertices.every((name) => content.vertices.has(name)) &&
        finding.edges.every(({ tail, head }) => edges.has(`${tail} -> ${head}`));
      expect(findingsOf(content).filter((finding) => !isSound(finding))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
