import { describe, expect, test } from "vitest";
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

describe("the undo of rounds and child pipelines", () => {
  test("each round of a repeated script is undone, the newest first; a round whose undo failed is tried again", () => {
    const rounds = { ...u, repeat: { until: "index == 2", max: 5 } };
    const run = begin({ before: u, rounds, c: x }, ["before -> rounds", "rounds -> c"]);
    execute(run, "before");
    for (let round = 0; round < 3; round += 1) execute(run, "rounds");
    execute(run, "c", "failed");
    const undone: (number | undefined)[] = [];
    const undo = (to: "succeeded" | "failed") => {
      run.claim(1);
      undone.push(run.track(1).toUndo?.at(-1));
      run.end(1, to);
    };
    undo("succeeded");
    expect(run.stateOf("rounds")).toBe("reverting");
    expect(run.stateOf("before")).toBe("succeeded");
    undo("failed");
    expect(run.pipeline).toMatchObject({ state: "failed", reason: "the undo of rounds failed: exit 1" });
    run.feed({ type: "retried", number: 1 });
    undo("succeeded");
    undo("succeeded");
    expect(undone).toEqual([3, 2, 2, 1]);
    expect(undoAll(run)).toEqual(["before"]);
    expect(run.pipeline.state).toBe("reverted");
  });

  test("when a round fails, the rounds before it are undone, and the failed one only with revertFailed", () => {
    for (const revertFailed of [false, true]) {
      const run = begin({ a: { ...u, revertFailed, repeat: { until: "index == 9", max: 9 } } });
      execute(run, "a");
      execute(run, "a");
      execute(run, "a", "failed");
      expect(run.track(0)).toMatchObject({
        state: "reverting",
        failure: { reason: "round 3: exit 1" },
        toUndo: revertFailed ? [1, 2, 3] : [1, 2],
      });
    }
  });

  test("a track with child pipelines is undone by their undo, whatever its own end was", () => {
    const child = { kind: "graph", graph: { name: "g", revision: 1, digest: `sha256:${"0".repeat(64)}` } };
    const run = begin({ a: u, one: child, two: child }, ["a -> one", "one -> two"]);
    execute(run, "a");
    run.end(1, "succeeded");
    run.end(2, "failed");
    expect(run.states()).toEqual({ a: "succeeded", one: "succeeded", two: "reverting" });
    expect(run.feed({ type: "claimed", number: 2 })).toMatch(/cannot be started/);
    expect(run.feed({ type: "forced", number: 2, to: "failed", reason: "no" })).toMatch(/decide there/);
    run.feed({ type: "children-undone", number: 2, to: "reverted", reason: null });
    expect(run.states()).toEqual({ a: "succeeded", one: "reverting", two: "reverted" });
    run.feed({ type: "children-undone", number: 1, to: "revert_failed", reason: "pipeline 7: exit 1" });
    expect(run.states()).toEqual({ a: "succeeded", one: "revert_failed", two: "reverted" });
    expect(run.pipeline).toMatchObject({
      state: "failed",
      reason: "the undo of one failed: pipeline 7: exit 1",
    });
    expect(run.feed({ type: "child-undo-mended", number: 1 })).toBeNull();
    expect(run.stateOf("one")).toBe("reverting");
    run.feed({ type: "children-undone", number: 1, to: "not_reverted", reason: "pipeline 7: no" });
    expect(undoAll(run)).toEqual(["a"]);
    expect(run.pipeline).toMatchObject({ state: "failed", reason: "not undone: one has no undo script" });
  });

  test("a child pipeline whose undo failed is not tried again before a person has mended it", () => {
    const child = {
      kind: "graph",
      graph: { name: "g", revision: 1, digest: `sha256:${"0".repeat(64)}` },
      retry: { max: 1 },
    };
    const run = begin({ a: child }, [], {});
    const end = (isUndoBroken: boolean) =>
      run.feed({
        type: "settled",
        number: 0,
        outcome: { to: "failed", reason: "no", random: 0, ...(isUndoBroken && { isUndoBroken }) },
      });
    end(true);
    expect(run.track(0)).toMatchObject({ state: "sleeping", sleep: "undo", attempt: 1 });
    expect(run.pipeline.state).toBe("running");
    expect(run.feed({ type: "timer-due", number: 0 })).toMatch(/cannot be woken/);
    run.feed({ type: "child-undo-mended", number: 0 });
    expect(run.track(0)).toMatchObject({ state: "sleeping", sleep: "child", attempt: 1 });
    end(false);
    expect(run.track(0)).toMatchObject({ state: "sleeping", sleep: "child", attempt: 2 });
    end(true);
    expect(run.track(0).state).toBe("failed");
  });
});

test("a child pipeline that is mended while what is before it is being undone waits for the end of that", () => {
  const graph = { name: "inner", revision: 1, digest: `sha256:${"0a".repeat(32)}` };
  const run = begin({ a: u, p: { kind: "graph", graph }, bad: x }, ["a -> p", "p -> bad"]);
  execute(run, "a");
  run.end(run.numberOf("p"), "succeeded");
  execute(run, "bad", "failed");
  const number = run.numberOf("p");
  run.feed({ type: "children-undone", number, to: "not_reverted", reason: "its pipeline" });
  expect(run.states()).toMatchObject({ a: "reverting", p: "not_reverted" });
  expect(run.feed({ type: "child-undo-mended", number })).toMatch(/is being undone/);
  undoAll(run);
  expect(run.pipeline.state).toBe("failed");
  expect(run.feed({ type: "child-undo-mended", number })).toBeNull();
  run.feed({ type: "children-undone", number, to: "reverted", reason: null });
  expect(run.pipeline.state).toBe("reverted");
});
