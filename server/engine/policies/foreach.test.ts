import fc from "fast-check";
import { expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "../check/findings.ts";
import { jsonFrom } from "../json/json.ts";
import { planOf } from "../plan/plan.ts";
import { vertexNameProblem } from "../shape/names/graph-names.ts";
import { contentOfItems, inputsOfItems, itemNames, itemsOf, parallelOf, retryFacts } from "./foreach.ts";

const AB = { names: ["a", "b"], parallel: null };
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
  expect(itemNames([jsonFrom({ host: "a" }), "b"])).toEqual(["1", "2"]);
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.integer(), fc.jsonValue()), { maxLength: 8 }), (items) => {
      const names = itemNames(items.map(jsonFrom));
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
  expect(inputsOfItems(spec, [{ name: "a" }, { name: "b" }].map(jsonFrom), sources)).toEqual({
    ok: true,
    items: [
      { given: { host: "a", place: 1, way: "slow" }, inputProblems: null },
      { given: { host: "b", place: 2, way: "slow" }, inputProblems: null },
    ],
  });
  expect(inputsOfItems(spec, [new Map()], sources)).toMatchObject({
    ok: true,
    items: [{ given: { place: 1, way: "slow" }, inputProblems: null }],
  });
  const content = contentOf({ A: { ...spec, script: "echo {host}", join: "any", retry: { max: 2 } } }, []);
  const made = contentOfItems(content, content.vertices.get("A") ?? {}, AB).content;
  expect(findingsOf(made).filter(({ level }) => level === "error")).toEqual([]);
  expect(planOf(made)).toMatchObject({ onFailure: "continue", limits: { tracks: null } });
  // How much of a log is kept is said of the graph, and holds for its items.
  const chatty = { ...content, limits: { tracks: 1, logMiB: 2 } };
  const ofItems = contentOfItems(chatty, content.vertices.get("A") ?? {}, AB).content;
  expect(planOf(ofItems).limits).toEqual({ pipelines: null, tracks: null, logBytes: 2 * 1024 * 1024 });
  expect([...made.vertices.keys()]).toEqual(["a", "b"]);
  expect(made.vertices.get("a")).toMatchObject({ script: "echo {host}", retry: { max: 2 } });
  expect(made.vertices.get("a")?.join).toBeUndefined();
});

test("an item whose values do not fit has a reason with its index and its value, and the others are given theirs", () => {
  const spec = {
    foreach: { items: "params.hosts" },
    inputs: { n: { type: "integer", from: "item.n" }, way: { type: "string", default: "fast" } },
  } as const;
  const values = inputsOfItems(spec, [{ n: 1 }, { n: "x" }, {}].map(jsonFrom), {
    answers: {},
    launch: {},
    facts,
  });
  expect(values).toMatchObject({
    ok: true,
    items: [
      { given: { n: 1, way: "fast" }, inputProblems: null },
      {
        given: { way: "fast" },
        inputProblems: {
          n: expect.stringMatching(
            /^the item with index 1 is \{"n":"x"\}: the `from` of input n does not fit/,
          ),
        },
      },
      {
        inputProblems: {
          n: expect.stringMatching(/^the item with index 2 is \{\}: the input n has no value/),
        },
      },
    ],
  });
});

test("how many items run at once may be an expression, and a value that does not fit is reported", () => {
  const of = (parallel: string | number) => parallelOf({ foreach: { items: "[1]", parallel } }, facts);
  expect(of(3)).toEqual({ ok: true, parallel: 3 });
  expect(of("size(params.hosts)")).toEqual({ ok: true, parallel: 2 });
  expect(of("outputs.A.n")).toEqual({ ok: true, parallel: 3 });
  expect(of("'4'")).toEqual({ ok: true, parallel: 4 });
  expect(of("0")).toEqual({
    ok: false,
    problem: "`parallel` gives the number 0, and a whole number from 1 to 10000 is wanted",
  });
  expect(of("params.none")).toMatchObject({ ok: false });
  const texts = (parallel: string) =>
    findingsOf(
      contentOf(
        {
          A: {
            script: "echo {i}",
            inputs: { i: { type: "integer", from: "item" } },
            foreach: { items: "[1]", parallel },
          },
        },
        [],
      ),
    ).map(({ text }) => text);
  expect(texts("1 + 1")).toEqual([]);
  expect(texts("[1]")[0]).toMatch(/`parallel` of A/);
  expect(texts("outputs.B.n")[0]).toMatch(/B/);
});

test("an item without a value for an input fails alone, also when it is retried, until a person gives the value", () => {
  const run = new SimulatedPipeline(
    contentOf({ "1": { script: "x", inputs: { n: { type: "integer" } } }, "2": { script: "x" } }, [], {
      onFailure: "continue",
    }),
    {},
    [],
    new Map([[0, { n: "the item with index 0 is 7: it does not fit" }]]),
  );
  expect(run.states()).toEqual({ "1": "failed", "2": "pending" });
  expect(run.track(0).reason).toBe("the item with index 0 is 7: it does not fit");
  run.feed({ type: "retried", number: 0 });
  expect(run.stateOf("1")).toBe("failed");
  run.change(0, { answers: { n: 1 } });
  run.feed({ type: "retried", number: 0 });
  expect(run.stateOf("1")).toBe("pending");
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
