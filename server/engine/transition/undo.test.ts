import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pipelineOf, runAll } from "#testing/engine/run-all.ts";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";

const x = { script: "x" };
const u = { script: "x", revert: "undo" };
const back = { onFailure: "revert" };

function begin(vertices: object, edges: readonly unknown[] = [], more: object = back): SimulatedPipeline {
  return new SimulatedPipeline(contentOf(vertices, edges, more));
}

function execute(run: SimulatedPipeline, name: string, to: "succeeded" | "failed" = "succeeded") {
  run.claim(run.numberOf(name));
  run.end(run.numberOf(name), to);
}

/** Lets every undo script succeed, until none is left. Returns the order in which they ended. */
function undoAll(run: SimulatedPipeline): string[] {
  const order: string[] = [];
  for (let [number] = run.in("reverting"); number !== undefined; [number] = run.in("reverting")) {
    order.push(run.plan.vertices[number]?.name ?? "");
    run.end(number, "succeeded");
  }
  return order;
}

describe("the undo of a pipeline", () => {
  test("undoes succeeded tracks, and failed ones with revertFailed, in reverse order; a track that never began is not undone", () => {
    const run = begin({ a: u, b: u, c: { ...u, revertFailed: true }, d: u }, ["a -> b", "b -> c", "c -> d"]);
    execute(run, "a");
    execute(run, "b");
    execute(run, "c", "failed");
    expect(run.pipeline.state).toBe("reverting");
    expect(run.states()).toEqual({ a: "succeeded", b: "succeeded", c: "reverting", d: "skipped" });
    expect(undoAll(run)).toEqual(["c", "b", "a"]);
    expect(run.states()).toEqual({ a: "reverted", b: "reverted", c: "reverted", d: "skipped" });
    expect(run.track(run.numberOf("a")).outputs).toBeNull();
    expect(run.pipeline.state).toBe("reverted");
  });

  test("a failed undo script stops the undo of everything before it, and the pipeline fails", () => {
    const run = begin({ a: u, b: u, c: x }, ["a -> b", "b -> c"]);
    execute(run, "a");
    execute(run, "b");
    execute(run, "c", "failed");
    run.end(run.numberOf("b"), "failed");
    expect(run.states()).toEqual({ a: "succeeded", b: "revert_failed", c: "failed" });
    expect(run.pipeline).toMatchObject({ state: "failed", reason: "the undo of b failed: exit 1" });
  });

  test("after a failed undo script is retried or marked as undone, the rest is undone", () => {
    for (const event of [
      { type: "retried", number: 1 },
      { type: "forced", number: 1, to: "succeeded", reason: "done by hand" },
    ] as const) {
      const run = begin({ a: u, b: u, c: x }, ["a -> b", "b -> c"]);
      execute(run, "a");
      execute(run, "b");
      execute(run, "c", "failed");
      run.end(1, "failed");
      expect(run.feed(event)).toBeNull();
      undoAll(run);
      expect(run.states()).toEqual({ a: "reverted", b: "reverted", c: "failed" });
      expect(run.pipeline.state).toBe("reverted");
    }
  });

  test("a failed undo script stops only the branch before it; the other branch is undone", () => {
    const run = begin({ a: u, b: u, l: u, r: u, end: x }, ["a -> l", "b -> r", "l -> end", "r -> end"]);
    for (const name of ["a", "b", "l", "r"]) execute(run, name);
    execute(run, "end", "failed");
    expect(run.in("reverting").map((number) => run.plan.vertices[number]?.name)).toEqual(["l", "r"]);
    run.end(run.numberOf("l"), "failed");
    run.end(run.numberOf("r"), "succeeded");
    expect(run.stateOf("b")).toBe("reverting");
    run.end(run.numberOf("b"), "succeeded");
    expect(run.states()).toMatchObject({ a: "succeeded", l: "revert_failed", r: "reverted", b: "reverted" });
    expect(run.pipeline.state).toBe("failed");
  });

  test("a track without undo script is not said to be undone, and does not stop the undo of the others", () => {
    const run = begin({ a: u, plain: x, w: { kind: "wait", wait: { for: "1s" } }, c: x }, [
      "a -> plain",
      "plain -> w",
      "w -> c",
    ]);
    execute(run, "a");
    execute(run, "plain");
    run.feed({ type: "timer-due", number: 2 });
    execute(run, "c", "failed");
    expect(run.track(1)).toMatchObject({ state: "not_reverted", reason: "it has no undo script" });
    expect(run.track(2)).toMatchObject({ state: "reverted", reason: "nothing to undo" });
    expect(undoAll(run)).toEqual(["a"]);
    expect(run.pipeline).toMatchObject({
      state: "failed",
      reason: "c failed: exit 1; not undone: plain has no undo script",
    });
    expect(run.feed({ type: "forced", number: 1, to: "succeeded", reason: "done by hand" })).toBeNull();
    expect(run.stateOf("plain")).toBe("reverted");
    expect(run.pipeline.state).toBe("reverted");
  });

  test("a vertex with `revert: none` has nothing to undo", () => {
    const run = begin({ a: u, report: { ...x, revert: "none" }, c: x }, ["a -> report", "report -> c"]);
    for (const name of ["a", "report"]) execute(run, name);
    execute(run, "c", "failed");
    expect(run.track(1)).toMatchObject({ state: "reverted", reason: "nothing to undo" });
    expect(undoAll(run)).toEqual(["a"]);
    expect(run.pipeline.state).toBe("reverted");
  });

  test("a pipeline in which nothing can be undone stays failed, and its reason says what has no undo script", () => {
    const run = begin({ a: x, b: x, c: u }, ["a -> b", "b -> c"]);
    execute(run, "a");
    execute(run, "b");
    execute(run, "c", "failed");
    expect(run.states()).toEqual({ a: "succeeded", b: "succeeded", c: "failed" });
    expect(run.pipeline).toMatchObject({
      state: "failed",
      reason: "c failed: exit 1; not undone: a, b have no undo script",
    });
    expect(run.feed({ type: "undo", from: null, by: "ann" })).toMatch(/^There is nothing to undo/);
    expect(run.feed({ type: "retried", number: 2 })).toBeNull();
  });

  test("a succeeded pipeline without undo scripts cannot be undone, and stays succeeded", () => {
    const run = begin({ a: x }, [], {});
    execute(run, "a");
    expect(run.feed({ type: "undo", from: null, by: "ann" })).toMatch(/^There is nothing to undo/);
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("a person can undo a succeeded pipeline, but not a running one", () => {
    const run = begin({ a: u, b: u }, ["a -> b"], {});
    const event = { type: "undo", from: null, by: "ann" } as const;
    expect(run.feed(event)).toMatch(/is running: only a pipeline that has ended/);
    execute(run, "a");
    execute(run, "b");
    expect(run.feed(event)).toBeNull();
    expect(run.feed(event)).toMatch(/is rolling back/);
    expect(run.feed({ type: "cancelled", by: "ann" })).toMatch(/being undone/);
    expect(undoAll(run)).toEqual(["b", "a"]);
    expect(run.pipeline.state).toBe("reverted");
  });

  test("a roll back undoes down to a vertex and runs again from there", () => {
    const run = begin({ a: u, b: u, c: u, side: u }, ["a -> b", "b -> c", "a -> side"], {});
    for (const name of ["a", "b", "c", "side"]) execute(run, name);
    run.feed({ type: "undo", from: 1, by: "ann" });
    expect(undoAll(run)).toEqual(["c", "b"]);
    expect(run.states()).toEqual({ a: "succeeded", b: "pending", c: "waiting", side: "succeeded" });
    execute(run, "b");
    execute(run, "c");
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("a roll back without undo scripts runs again at once", () => {
    const run = begin({ a: x, b: x }, ["a -> b"], {});
    execute(run, "a");
    execute(run, "b");
    run.feed({ type: "undo", from: 0, by: "ann" });
    expect(run.states()).toEqual({ a: "pending", b: "waiting" });
  });

  test("an undo whose runner was lost has failed, and a person decides", () => {
    const run = begin({ a: u, b: x }, ["a -> b"]);
    execute(run, "a");
    execute(run, "b", "failed");
    run.feed({ type: "lost", number: 0, reason: "lost: runner r1" });
    expect(run.track(0)).toMatchObject({ state: "revert_failed", reason: "lost: runner r1" });
  });

  test("in any graph and order, a track is undone only after everything behind it", () => {
    const graphs = fc.record({
      size: fc.integer({ min: 1, max: 8 }),
      edges: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14 }),
      undoable: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    });
    const random = fc.array(fc.nat(99), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(graphs, random, fc.nat(7), ({ size, edges: drawn, undoable }, throws, broken) => {
        const vertices = Object.fromEntries(
          Array.from({ length: size }, (_, number) => [`v${number}`, undoable[number] ? u : x]),
        );
        const edges = [
          ...new Set(drawn.filter(([a, b]) => a < b && b < size).map(([a, b]) => `v${a} -> v${b}`)),
        ];
        const run = begin(vertices, edges, {});
        for (let [number] = run.in("pending"); number !== undefined; [number] = run.in("pending")) {
          run.claim(number);
          run.end(number, "succeeded");
        }
        run.feed({ type: "undo", from: null, by: "ann" });
        for (const each of throws) {
          const free = run.in("reverting");
          const number = free[each % Math.max(1, free.length)];
          if (number === undefined) break;
          run.end(number, number === broken ? "failed" : "succeeded");
          for (const { number: tail, outs } of run.plan.vertices)
            if (/^revert/.test(run.track(tail).state))
              for (const { head } of outs) expect(run.track(head).state).toMatch(/^(not_)?reverted$/);
        }
        const ways = undoable.slice(0, size);
        const isWhole = ways.every((is) => is) && broken >= size;
        if (ways.some((is) => is)) expect(run.pipeline.state).toBe(isWhole ? "reverted" : "failed");
        else expect(run.pipeline.state).toBe("succeeded");
      }),
      { numRuns: 300 },
    );
  });
});

test("a pipeline of which only a part ran again after its undo has not succeeded", () => {
  const undo = { script: "x", revert: "u" };
  const run = pipelineOf({ a: undo, b: { script: "x" } }, [], { onFailure: "revert" });
  run.claim(0);
  run.claim(1);
  run.end(0, "succeeded");
  run.end(1, "failed");
  runAll(run);
  expect(run.pipeline.state).toBe("reverted");
  expect(run.feed({ type: "forced", number: 1, to: "succeeded", reason: "seen" })).toBeNull();
  expect(run.pipeline).toMatchObject({
    state: "failed",
    reason: "a part of it was undone and has not run again",
  });
  expect(run.feed({ type: "rerun", number: 0 })).toBeNull();
  runAll(run);
  expect(run.pipeline).toMatchObject({ state: "succeeded", reason: null });
});
