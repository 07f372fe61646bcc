import { describe, expect, test } from "vitest";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "../findings.ts";
import { withoutValue } from "./without-value.ts";

const string = { type: "string" };
const unused = (vertices: object, edges: readonly unknown[] = [], more: object = {}) =>
  findingsOf(contentOf(vertices, edges, more)).flatMap(({ code, text }) =>
    code === "param-unused" || code === "output-unused" ? [text.split(":")[0]] : [],
  );

describe("a param that nothing reads", () => {
  const params = { region: string };
  test("is found, and taken away by its fix", () => {
    const content = contentOf({ A: { script: "true" } }, [], { params });
    const [finding] = findingsOf(content);
    expect(finding).toMatchObject({ code: "param-unused", level: "hint", vertices: [] });
    if (finding?.fix?.change !== "remove-value") throw new Error("no fix");
    const corrected = withoutValue(content, finding.fix);
    expect(findingsOf(corrected)).toEqual([]);
    expect(corrected).not.toHaveProperty("params");
  });

  const reading = (from: string) => ({ A: { script: "echo {x}", inputs: { x: { type: "string", from } } } });
  test.each<[string, object, readonly unknown[]]>([
    ["an input", reading("params.region"), []],
    ["an input, in brackets", reading('params["region"]'), []],
    ["an input that asks for it", reading('has(params.region) ? params.region : ""'), []],
    ["a name that is worked out", reading('params["re" + "gion"]'), []],
    ["an expression that nobody can read", reading("params."), []],
    [
      "a condition",
      { A: { script: "a" }, B: { script: "b" } },
      [{ tail: "A", head: "B", when: 'params.region == "eu"' }],
    ],
    ["the items of a vertex", { A: { script: "a", foreach: { items: "[params.region]" } } }, []],
    ["the end of rounds", { A: { script: "a", repeat: { until: 'params.region == "x"', max: 2 } } }, []],
  ])("is not found where it is read by %s", (_, vertices, edges) => {
    expect(unused(vertices, edges, { params })).toEqual([]);
  });

  test("is not found where the graph gives it on", () => {
    const outputs = { where: { type: "string", from: "params.region" } };
    expect(unused({ A: { script: "a" } }, [], { params, outputs })).toEqual([]);
  });
});

describe("a declared output that nothing reads", () => {
  const A = { script: "a", outputs: { n: string } };
  test("is found", () => {
    expect(unused({ A })).toEqual(["Nothing in the graph reads the output n of A"]);
    const other = { script: "echo {x}", inputs: { x: { ...string, from: "outputs.A.m", default: "" } } };
    expect(unused({ A: { script: "a", outputs: { n: string, m: string } }, B: other }, ["A -> B"])).toEqual([
      "Nothing in the graph reads the output n of A",
    ]);
  });

  const reads = (from: string) => ({ script: "echo {x}", inputs: { x: { ...string, from, default: "" } } });
  test.each<[string, object]>([
    ["another vertex", { A, B: reads("outputs.A.n") }],
    [
      "a vertex that reads all of them",
      {
        A,
        B: {
          ...reads("string(outputs.A)"),
          inputs: {
            x: { type: "json", from: "outputs.A", default: null },
          },
        },
      },
    ],
    ["its own rounds", { A: { ...A, repeat: { until: 'result.n == "x"', max: 2 } } }],
    ["its undo script", { A: { ...A, revert: 'undo "$SIGNALBOX_OUTPUT_n"' } }],
    ["an undo script that looks through its environment", { A: { ...A, revert: "env | grep OUT" } }],
    ["the undo script of a failure", { A, B: { script: "b", revert: "echo $SIGNALBOX_FAILURES" } }],
    ["a final step", { A, F: { ...reads("string(size(failures))"), final: "always" } }],
    ["nothing, and must be given", { A: { script: "a", outputs: { n: { ...string, required: true } } } }],
  ])("is not found where it is read by %s", (_, vertices) => {
    const edges = "B" in vertices ? ["A -> B"] : [];
    expect(unused(vertices, edges)).toEqual([]);
  });
});
