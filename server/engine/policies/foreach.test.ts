import fc from "fast-check";
import { expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "../check/findings.ts";
import { planOf } from "../plan/plan.ts";
import { vertexNameProblem } from "../shape/graph-names.ts";
import { contentOfItems, inputsOfItems, itemNames, itemsOf, outputsOfItems, retryFacts } from "./foreach.ts";

const facts = { params: { hosts: ["a", "b"] }, pipeline: {}, outputs: { A: { list: '["x"]', n: 3 } } };

test("items are evaluated, and a value that is not a list is reported", () => {
  expect(itemsOf({ foreach: { items: "params.hosts" } }, facts)).toEqual({ ok: true, items: ["a", "b"] });
  expect(itemsOf({ foreach: { items: "outputs.A.list" } }, facts)).toEqual({ ok: true, items: ["x"] });
  expect(itemsOf({ foreach: { items: "outputs.A.n" } }, facts)).toEqual({
    ok: false,
    problem: "its items are the number 3, and a list is wanted",
  });
  expect(itemsOf({ foreach: { items: "params.none" } }, facts)).toMatchObject({ ok: false });
  const usual = { default: ["z"] };
  expect(itemsOf({ foreach: { items: "params.none", ...usual } }, facts)).toEqual({ ok: true, items: ["z"] });
  expect(itemsOf({ foreach: { items: "params.hosts", ...usual } }, facts)).toEqual({
    ok: true,
    items: ["a", "b"],
  });
  expect(itemsOf({ foreach: { items: "1 / 0", ...usual } }, facts)).toMatchObject({
    ok: false,
    problem: expect.stringContaining("division by zero"),
  });
});

test("tracks of items have the items as names if those are valid and different", () => {
  expect(itemNames(["web-1", "web-2", 7])).toEqual(["web-1", "web-2", "7"]);
  expect(itemNames(["web", "Web"])).toEqual(["1", "2"]);
  expect(itemNames([{ host: "a" }, "b"])).toEqual(["1", "2"]);
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.integer(), fc.jsonValue()), { maxLength: 8 }), (items) => {
      const names = itemNames(items as never);
      expect(names).toHaveLength(items.length);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(items.length);
      for (const name of names) expect(vertexNameProblem(name)).toBeNull();
    }),
  );
});

test("each item's track is given the values that can be evaluated, and asks for the rest", () => {
  const spec = {
    foreach: { items: "params.hosts" },
    inputs: {
      host: { type: "string", from: "item.name", required: true },
      place: { type: "integer", from: "index + 1" },
      way: { type: "string", default: "fast" },
      who: { type: "string", required: true },
    },
  } as const;
  const sources = { answers: {}, launch: { way: "slow" }, facts };
  expect(inputsOfItems(spec, [{ name: "a" }, { name: "b" }], sources)).toEqual({
    ok: true,
    given: [
      { host: "a", place: 1, way: "slow" },
      { host: "b", place: 2, way: "slow" },
    ],
  });
  expect(inputsOfItems(spec, [{}], sources)).toMatchObject({ ok: true, given: [{ place: 1, way: "slow" }] });
  const optional = { ...spec, inputs: { host: { type: "string", from: "item.name" } } } as const;
  expect(inputsOfItems(optional, [{}], sources)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/^the input host has no value and no default: .*item is \{\}/),
  });
  const content = contentOf({ A: { ...spec, script: "echo {host}", join: "any", retry: { max: 2 } } }, []);
  const made = contentOfItems(content, content.vertices.get("A") ?? {}, ["a", "b"]).content;
  expect(findingsOf(made).filter(({ level }) => level === "error")).toEqual([]);
  expect(planOf(made)).toMatchObject({ onFailure: "continue", limits: { tracks: null } });
  expect([...made.vertices.keys()]).toEqual(["a", "b"]);
  expect(made.vertices.get("a")).toMatchObject({ script: "echo {host}", retry: { max: 2 } });
  expect(made.vertices.get("a")?.join).toBeUndefined();
});

test("outputs are gathered in the order of the items, with null for a missing output", () => {
  expect(outputsOfItems({}, [{ a: 1 }, null, { b: 2, a: 3 }])).toEqual({
    a: [1, null, 3],
    b: [null, null, 2],
  });
  expect(outputsOfItems({ outputs: { a: { type: "integer" } } }, [])).toEqual({ a: [] });
});

test("the vertex waits for its items, and only the items are retried", () => {
  const run = new SimulatedPipeline(
    contentOf({ A: { script: "x", retry: { max: 3 }, foreach: { items: "[1, 2]" } } }, []),
  );
  expect(run.track(0)).toMatchObject({
    state: "sleeping",
    sleep: "child",
    reason: "runs once for each of its items",
  });
  run.feed({ type: "settled", number: 0, outcome: { to: "failed", reason: "pipeline 2 failed", random: 0 } });
  expect(run.track(0).state).toBe("failed");
});

test("check knows the type of `item` and `index`, and that outputs are lists", () => {
  const texts = (vertices: object, edges: readonly unknown[] = []) =>
    findingsOf(contentOf(vertices, edges)).map(({ text }) => text);
  const each = {
    script: "echo {i}",
    inputs: { i: { type: "string", from: "item" } },
    foreach: { items: '["a"]' },
  };
  const last = { script: "echo {l}", inputs: { l: { type: "list", from: "outputs.A.n" } } };
  expect(texts({ A: { ...each, outputs: { n: { type: "integer" } } }, B: last }, ["A -> B"])).toEqual([]);
  expect(texts({ A: { ...each, foreach: { items: "3" } } })[0]).toMatch(
    /The items of A: .*the input is of the type list/,
  );
  expect(texts({ A: { ...each, foreach: { items: "outputs.B.l" } }, B: { script: "x" } })[0]).toMatch(
    /B is not upstream of A/,
  );
  const { foreach: _foreach, ...plain } = each;
  expect(texts({ A: plain })[0]).toMatch(/there is no `item` here/);
  expect(texts({ W: { kind: "wait", wait: { for: "1m" }, foreach: { items: "[1]" } } })[0]).toMatch(
    /has no `foreach`/,
  );
});

function itemOf(run: SimulatedPipeline): unknown {
  const vertex = run.plan.vertices[0];
  const empty = { params: {}, pipeline: {}, outputs: {} };
  return retryFacts(vertex?.spec ?? {}, empty, run.track(0).retries).more?.["item"];
}

test("each attempt reads the next item; an empty list fails the track before it begins", () => {
  const A = {
    script: "echo {i}",
    inputs: { i: { type: "integer", from: "item" } },
    retry: { each: "[3, 2, 3, 5]", delay: "1s" },
  };
  const run = new SimulatedPipeline(contentOf({ A }, []));
  const seen: unknown[] = [];
  for (let attempt = 0; attempt < 4; attempt += 1) {
    seen.push(itemOf(run));
    run.claim(0);
    run.end(0, "failed");
    if (attempt < 3) {
      expect(run.track(0).reason).toBe(`exit 1; retry ${attempt + 1} of 3 in 1s`);
      run.feed({ type: "timer-due", number: 0 });
    }
  }
  expect(seen).toEqual([3, 2, 3, 5]);
  expect(run.track(0).state).toBe("failed");
  run.feed({ type: "retried", number: 0 });
  expect(itemOf(run)).toBe(3);
  const none = new SimulatedPipeline(contentOf({ A: { ...A, retry: { each: "[]" } } }, []));
  expect(none.track(0)).toMatchObject({ state: "failed", reason: "no elements left to try with" });
});
