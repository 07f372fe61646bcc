import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryGraphFile } from "#testing/engine/arbitrary-graph-file.ts";
import { arbitraryGraph } from "#testing/engine/arbitrary-run.ts";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "../check/findings.ts";
import { digestOf } from "../graph-file/digest.ts";
import { parseGraphFile } from "../graph-file/graph-file.ts";
import type { GraphContent } from "../model/graph-content.ts";
import { cutGraph, type TestReach } from "./cut-graph.ts";

const REACHES: readonly TestReach[] = ["vertex", "upstream"];
const errorsOf = (content: GraphContent) => findingsOf(content).filter(({ level }) => level === "error");
const cut = (content: GraphContent, vertex: string, reach: TestReach) => {
  const found = cutGraph({ content, layout: new Map() }, vertex, reach);
  if (found === null) throw new Error(`no ${vertex}`);
  return { ...found, content: found.file.content };
};
const cutAll = (content: GraphContent) =>
  [...content.vertices.keys()].flatMap((name) =>
    REACHES.map((reach) => ({ name, reach, ...cut(content, name, reach) })),
  );

const text = { type: "text" };
const RELEASE = contentOf(
  {
    build: {
      script: "x",
      inputs: { env: { type: "string", from: "params.env" } },
      outputs: { tag: { type: "string", required: true } },
    },
    gate: { kind: "approval", inputs: { when: { type: "string", from: "outputs.build.tag" }, why: text } },
    pause: { kind: "wait", wait: { for: "1h" } },
    deploy: {
      script: "echo {tag} {by} {call}",
      inputs: {
        tag: { type: "string", from: "outputs.build.tag" },
        by: { type: "string", from: "outputs.gate.by" },
        call: { type: "string", from: "callbacks.done" },
      },
    },
    done: { kind: "wait", wait: { callback: "once" } },
    alarm: { script: "x" },
    tidy: {
      script: "x",
      final: "failed",
      inputs: { tag: { type: "string", from: "has(outputs.build.tag) ? outputs.build.tag : ''" } },
    },
  },
  [
    "build -> gate",
    "gate -> pause",
    "pause -> deploy",
    "deploy -> done",
    { tail: "deploy", head: "alarm", when: "failed" },
  ],
  {
    params: { env: { type: "string" }, other: { type: "string", required: true } },
    outputs: { tag: { type: "string", from: "outputs.build.tag" } },
  },
);

describe("the part of a graph that a test runs", () => {
  test("is the vertex, with a script for each vertex whose outputs it reads, and what its edges lead to", () => {
    const { content, standIns, runs, nothings } = cut(RELEASE, "deploy", "vertex");
    expect(runs).toEqual(["deploy"]);
    expect(standIns).toEqual(["build", "gate"]);
    expect(nothings).toEqual(["done", "alarm"]);
    expect(content.vertices.get("build")).toMatchObject({
      inputs: { tag: { type: "string", required: true } },
    });
    expect(content.vertices.get("gate")?.inputs).toEqual({ by: { type: "string", default: "test" } });
    expect(content.vertices.get("deploy")?.inputs?.["call"]).toEqual({ type: "string", required: true });
    expect(content.params).toBeUndefined();
    expect(content.outputs).toBeUndefined();
    expect(content.edges.map(({ tail, head }) => `${tail} -> ${head}`)).toEqual([
      "build -> deploy",
      "gate -> deploy",
      "deploy -> done",
      "deploy -> alarm",
    ]);
  });

  test("has all before it as in the draft, but nobody is asked and nothing waits", () => {
    const { content, standIns, runs } = cut(RELEASE, "deploy", "upstream");
    expect(runs).toEqual(["build", "deploy"]);
    expect(standIns).toEqual(["gate", "pause"]);
    expect(content.vertices.get("build")).toBe(RELEASE.vertices.get("build"));
    expect(content.vertices.get("pause")).toMatchObject({ kind: "wait", wait: { for: 1 } });
    expect(content.vertices.get("gate")?.kind).toBeUndefined();
    expect(Object.keys(content.params ?? {})).toEqual(["env"]);
  });

  test("of a final step is the whole graph before it, or the step alone, which then always runs", () => {
    const all = cut(RELEASE, "tidy", "upstream");
    expect(all.runs).toEqual(["build", "deploy", "alarm", "tidy"]);
    expect(all.content.vertices.get("tidy")?.final).toBe("failed");
    const alone = cut(RELEASE, "tidy", "vertex");
    expect(alone.content.vertices.get("tidy")?.final).toBe("always");
    expect(alone.content.edges).toEqual([]);
    expect(alone.standIns).toEqual(["build"]);
  });

  test("keeps what a branch chooses among, and leaves out what does not matter", () => {
    const content = contentOf(
      { a: { script: "x", branch: "first" }, b: { script: "x" }, c: { script: "x" }, d: { script: "x" } },
      [{ tail: "a", head: "b", when: "exit == 1" }, "a -> c", "c -> d"],
    );
    expect(cut(content, "c", "upstream")).toMatchObject({ runs: ["a", "c"], nothings: ["b"] });
    expect(cut(content, "d", "vertex")).toMatchObject({ runs: ["d"], nothings: [], standIns: [] });
  });

  test("reads outputs of a vertex as a whole, or by a name that is worked out", () => {
    const reads = (from: string) =>
      cut(
        contentOf(
          {
            a: { script: "x", outputs: { p: text, q: text } },
            b: { script: "x" },
            c: { script: "x", inputs: { all: { type: "json", from } } },
          },
          ["a -> b", "b -> c"],
          { params: { which: text } },
        ),
        "c",
        "vertex",
      );
    expect(reads("outputs.a").content.vertices.get("a")?.inputs).toEqual({ p: text, q: text });
    expect(reads("outputs[params.which]").standIns).toEqual(expect.arrayContaining(["a", "b"]));
  });

  test("has another input for an output whose name is none of inputs, because shells read it", () => {
    const content = contentOf(
      {
        a: { script: "x", outputs: { PATH: text } },
        b: { script: "x", inputs: { p: { type: "text", from: "outputs.a.PATH" } } },
      },
      ["a -> b"],
    );
    const { content: part } = cut(content, "b", "vertex");
    expect(Object.keys(part.vertices.get("a")?.inputs ?? {})).toEqual(["value_PATH"]);
    expect(errorsOf(part)).toEqual([]);
  });

  test("there is none of a vertex that the graph does not have", () => {
    expect(cutGraph({ content: RELEASE, layout: new Map() }, "nobody", "vertex")).toBeNull();
  });

  test("of the same part is the same, whatever else the graph has", () => {
    const more = new Map(RELEASE.vertices).set("alone", { script: "y" });
    for (const reach of REACHES)
      expect(digestOf(cut({ ...RELEASE, vertices: more }, "build", reach).content)).toBe(
        digestOf(cut(RELEASE, "build", reach).content),
      );
  });

  test("passes check whenever the graph does", () => {
    fc.assert(
      fc.property(arbitraryGraph, (content) => {
        fc.pre(errorsOf(content).length === 0);
        for (const { content: part } of cutAll(content)) expect(errorsOf(part)).toEqual([]);
      }),
      { numRuns: 40 },
    );
    for (const { content: part } of cutAll(RELEASE)) expect(errorsOf(part)).toEqual([]);
  });

  test("of any file can be worked out, has the vertex, and can be written and read", () => {
    fc.assert(
      fc.property(arbitraryGraphFile, (drawn) => {
        const parsed = parseGraphFile(drawn);
        fc.pre(parsed.ok);
        for (const { content, name, runs } of cutAll(parsed.file.content)) {
          expect(runs).toContain(name);
          for (const { tail, head } of content.edges)
            expect([...content.vertices.keys()]).toEqual(expect.arrayContaining([tail, head]));
        }
      }),
      { numRuns: 25 },
    );
  });
});
