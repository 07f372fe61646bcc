import { expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { lockNames, locksNeeded, withLockNames } from "../locks/locks.ts";
import type { VertexSpec } from "../model/graph-content.ts";
import { planOf } from "../plan/plan.ts";
import { concurrencyClaims } from "./concurrency-claims.ts";

const host: VertexSpec = {
  script: "true",
  inputs: { host: { type: "string" } },
  locks: ["server-{host}", { name: "db", slots: 3 }],
};

test("a lock's name takes the value of an input; a value that makes no name is a problem that says what it would be", () => {
  expect(lockNames(host, { host: "web-1" })).toEqual({ ok: true, names: ["server-web-1", "db"] });
  expect(lockNames({ ...host, locks: ["db"] }, {})).toEqual({ ok: true, names: null });
  expect(lockNames(host, { host: "a b" })).toMatchObject({
    ok: false,
    problem: expect.stringContaining("`server-a b` cannot be the name of a lock"),
  });
  expect(lockNames(host, {})).toMatchObject({
    problem: "the lock server-{host} has no name: its input host has no value",
  });
});

test("of two locks with one name the smaller number of slots counts, and an unknown name is left out", () => {
  const spec: VertexSpec = {
    ...host,
    locks: [
      { name: "{host}", slots: 5 },
      { name: "db", slots: 2 },
    ],
  };
  expect(locksNeeded(spec, null)).toEqual([{ name: "db", slots: 2 }]);
  expect(locksNeeded(spec, ["db", "db"])).toEqual([{ name: "db", slots: 2 }]);
});

test("a renamed input is renamed in the locks", () => {
  const renamed = withLockNames(host, (name) => name.replace("{host}", "{server}"));
  expect(renamed.locks).toEqual(["server-{server}", { name: "db", slots: 3 }]);
});

test("below a track that holds a lock one track at a time uses it; a track that runs a graph counts for no limit", () => {
  const file = contentOf({ A: { script: "true", locks: [{ name: "db", slots: 3 }], limit: 2 } }, [], {
    limits: { tracks: 4 },
  });
  const at = { graphId: 7, pipelineId: 9 };
  const plan = planOf(file);
  const [vertex] = plan.vertices;
  if (vertex === undefined) throw new Error("It has one vertex.");
  expect(concurrencyClaims(plan, vertex, at)).toEqual([
    { name: "lock:db", slots: 3 },
    { name: "vertex:7:A", slots: 2 },
    { name: "pipeline:9", slots: 4 },
  ]);
  expect(concurrencyClaims(plan, vertex, { ...at, held: new Map([["db", 55]]) })[0]).toEqual({
    name: "lock:db@55",
    slots: 1,
  });
  const graph = { ...vertex, spec: { kind: "graph", locks: ["db"] } as const };
  expect(concurrencyClaims(plan, graph, at)).toEqual([{ name: "lock:db", slots: 1 }]);
});

test("a track knows the names of its locks when it is ready, and fails where one is not valid", () => {
  const content = contentOf(
    {
      A: { script: "true", outputs: { host: { type: "string" } } },
      B: {
        script: "true",
        inputs: { host: { type: "string", from: "outputs.A.host" } },
        locks: ["server-{host}"],
      },
    },
    ["A -> B"],
  );
  for (const [value, state] of [
    ["web-1", "pending"],
    ["not a name", "failed"],
  ] as const) {
    const run = new SimulatedPipeline(content);
    run.claim(0);
    run.feed({
      type: "settled",
      number: 0,
      outcome: { to: "succeeded", next: null, outputs: { host: value } },
    });
    expect(run.track(1)).toMatchObject({ state, locks: state === "pending" ? ["server-web-1"] : null });
  }
});
