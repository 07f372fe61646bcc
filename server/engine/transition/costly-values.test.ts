import { expect, test } from "vitest";
import { pipelineOf } from "#testing/engine/run-all.ts";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { type Json, jsonFrom } from "../json/json.ts";
import { callsOutcome } from "../kinds/wait/callback.ts";
import { planOf } from "../plan/plan.ts";
import { inputsOfItems, itemsOf, parallelOf } from "../policies/foreach.ts";
import { httpOutcome } from "../requests/http-outcome.ts";
import { checkValue } from "../values/input-values.ts";

const LIST = Array.from({ length: 20_000 }, (_, place) => place);
const DATA = jsonFrom({ items: LIST, allowed: LIST });
const costly = (name: string) => `${name}.items.all(i, i in ${name}.allowed)`;
const SAID =
  /items\.all\(i, i in .*it takes too much work with these values: its cost is more than 5,000,000/;
const json = { type: "json" };
const x = { script: "x" };
const vertexOf = (spec: object) => {
  const [vertex] = planOf(contentOf({ A: spec }, [])).vertices;
  if (vertex === undefined) throw new Error("There is no vertex.");
  return vertex;
};
const factsWith = (more: Readonly<Record<string, Json>>) => ({ params: {}, pipeline: {}, outputs: {}, more });

test("a condition of an edge fails its tail, and what does not wait for it goes on", () => {
  const tail = { ...x, outputs: { data: json } };
  const run = pipelineOf(
    { A: tail, B: x, C: x },
    [{ tail: "A", head: "B", when: costly("outputs.A.data") }],
    {
      onFailure: "continue",
    },
  );
  run.claim(0);
  expect(run.end(0, "succeeded", { data: DATA })).toBeNull();
  expect(run.states()).toEqual({ A: "failed", B: "skipped", C: "pending" });
  expect(run.track(0).reason).toMatch(SAID);
});

test("an input fails its track alone", () => {
  const from = costly("outputs.A.data");
  const vertices = {
    A: { ...x, outputs: { data: json } },
    B: { ...x, inputs: { is: { type: "boolean", from, default: false } } },
    C: x,
  };
  const run = pipelineOf(vertices, ["A -> B", "A -> C"], { onFailure: "continue" });
  run.claim(0);
  run.end(0, "succeeded", { data: DATA });
  expect(run.states()).toEqual({ A: "succeeded", B: "failed", C: "pending" });
  expect(run.track(1).reason).toMatch(SAID);
});

test("the condition of a repeat fails its round", () => {
  const repeat = { until: costly("result.data"), max: 3 };
  const run = pipelineOf({ A: { ...x, outputs: { data: json }, repeat } }, []);
  run.claim(0);
  run.end(0, "succeeded", { data: DATA });
  expect(run.states()).toEqual({ A: "failed" });
  expect(run.track(0).reason).toMatch(SAID);
});

test("a call is refused, and the track goes on waiting", () => {
  for (const callback of [{ until: costly("call") }, { fail: costly("call"), until: "true" }])
    expect(callsOutcome(vertexOf({ kind: "wait", wait: { callback } }), [DATA], factsWith({}))).toEqual({
      to: "misfit",
      problem: expect.stringMatching(SAID),
    });
});

test("an output of a request fails its track", () => {
  const http = { method: "GET", url: "https://example.com" };
  const vertex = vertexOf({ kind: "http", http, outputs: { is: { type: "boolean", from: costly("body") } } });
  const response = { kind: "http", status: 200, headers: {}, body: DATA } as const;
  expect(httpOutcome(vertex, response, { params: {}, pipeline: {} }, 0)).toMatchObject({
    to: "failed",
    reason: expect.stringMatching(SAID),
  });
});

test("the items of a vertex, their number and their inputs are not worked out", () => {
  const items = "result.items.filter(i, i in result.allowed)";
  const { spec } = vertexOf({
    ...x,
    inputs: { is: { type: "boolean", from: "params.data.allowed.exists(i, i == item)" } },
    foreach: { items, parallel: `size(${items})` },
  });
  const facts = factsWith({ result: DATA });
  const said = expect.stringMatching(/takes too much work/);
  expect(itemsOf(spec, facts)).toMatchObject({ ok: false, problem: said });
  expect(parallelOf(spec, facts)).toMatchObject({ ok: false, problem: said });
  const sources = { answers: {}, launch: {}, facts: { ...facts, params: { data: DATA } } };
  const given = inputsOfItems(spec, LIST.slice(0, 2_000), sources);
  // Each is cheap enough by itself. Together they are not: the first ones have values, the others say why not.
  if (!given.ok) throw new Error(given.problem);
  expect(given.items[0]).toEqual({ given: { is: true }, inputProblems: null });
  expect(given.items.at(-1)?.inputProblems?.["is"]).toMatch(
    /item with index 1999 .*one event costs more than/,
  );
});

test("a value is not compared with a pattern for long", () => {
  const spec = { type: "list", pattern: "((a?b?c?d?e?f?g?h?i?j?){9})*z" } as const;
  const value = Array.from({ length: 250 }, () => `${"abcdefghij".repeat(20)}z`);
  expect(checkValue(spec, value)).toEqual({
    ok: false,
    problem: expect.stringMatching(/^It cannot be compared with the pattern .* takes too much work .*\.$/),
  });
  expect(checkValue(spec, ["abcjz"])).toMatchObject({ ok: true });
});
