import { describe, expect, test } from "vitest";
import { pipelineOf, runAll } from "#testing/engine/run-all.ts";
import { jsonFrom } from "../json/json.ts";

const x = { script: "x" };

describe("a final step", () => {
  const state = { inputs: { state: { type: "string", from: "pipeline.state" } } };
  const failures = { inputs: { list: { type: "json", from: "failures" } } };

  test("runs after everything else, by how that ended", () => {
    const vertices = {
      a: x,
      b: x,
      each: { ...x, final: "always" },
      bad: { ...x, final: "failed" },
      good: { ...x, final: "succeeded" },
    };
    const run = pipelineOf(vertices, ["a -> b"]);
    expect(run.states()).toMatchObject({ each: "waiting", bad: "waiting", good: "waiting" });
    runAll(run);
    expect(run.states()).toMatchObject({ each: "succeeded", bad: "skipped", good: "succeeded" });
    expect(run.pipeline).toMatchObject({ state: "succeeded", endState: null });
    const broken = runAll(pipelineOf(vertices, ["a -> b"]), ["a"]);
    expect(broken.states()).toMatchObject({ each: "succeeded", bad: "succeeded", good: "skipped" });
    expect(broken.pipeline.state).toBe("failed");
  });

  test("reads the state and the failures with their last lines", () => {
    const run = pipelineOf(
      {
        a: x,
        b: { ...x, onFailure: "ignore" },
        end: { ...x, final: "always", inputs: { ...state.inputs, ...failures.inputs } },
      },
      [],
    );
    for (const number of [0, 1]) run.claim(number);
    for (const number of [0, 1]) {
      run.feed({
        type: "settled",
        number,
        outcome: { to: "failed", reason: "exit 2", exit: 2, lastLine: "disk full" },
      });
    }
    expect(run.valuesOf("end")).toEqual({
      state: "failed",
      list: [
        { vertex: "a", reason: "exit 2", lastLine: "disk full", isHandled: false },
        { vertex: "b", reason: "exit 2", lastLine: "disk full", isHandled: true },
      ].map(jsonFrom),
    });
  });

  test("whose failure is not ignored makes the pipeline failed", () => {
    const end = (more: object) => pipelineOf({ a: x, end: { ...x, final: "always", ...more } }, []);
    expect(runAll(end({}), ["end"]).pipeline).toMatchObject({
      state: "failed",
      reason: "end failed: exit 1",
    });
    const ignored = runAll(end({ onFailure: "ignore" }), ["end"]);
    expect(ignored.pipeline).toMatchObject({ state: "succeeded", handledFailures: 1 });
  });

  test("runs after the undo of a pipeline that is undone by itself", () => {
    const undo = { ...x, revert: "undo" };
    const run = pipelineOf({ a: undo, b: x, end: { ...x, final: "failed", ...state } }, ["a -> b"], {
      onFailure: "revert",
    });
    run.claim(0);
    run.end(0, "succeeded");
    run.claim(1);
    run.end(1, "failed");
    expect(run.states()).toEqual({ a: "reverting", b: "failed", end: "waiting" });
    run.claim(0);
    run.end(0, "succeeded");
    expect(run.states()).toEqual({ a: "reverted", b: "failed", end: "pending" });
    expect(run.valuesOf("end")).toEqual({ state: "reverted" });
    runAll(run);
    expect(run.pipeline.state).toBe("reverted");
  });

  test("runs after a cancel, and not after a kill", () => {
    for (const isKill of [false, true]) {
      const run = pipelineOf({ a: x, end: { ...x, final: "always" } }, []);
      run.claim(0);
      run.feed({ type: "cancelled", by: "ann", isKill });
      run.end(0, "succeeded");
      runAll(run);
      expect(run.stateOf("end")).toBe(isKill ? "cancelled" : "succeeded");
      expect(run.pipeline.state).toBe("cancelled");
    }
  });

  test("that is cancelled leaves a failed pipeline failed, so that it can be retried", () => {
    for (const isKill of [false, true]) {
      const run = pipelineOf({ a: x, end: { ...x, final: "always" } }, []);
      run.claim(0);
      run.end(0, "failed");
      run.claim(1);
      run.feed({ type: "cancelled", by: "ann", isKill });
      run.feed({ type: "settled", number: 1, outcome: { to: "cancelled", reason: "cancelled by ann" } });
      expect(run.stateOf("end")).toBe("cancelled");
      expect(run.pipeline).toMatchObject({ state: "failed", reason: "a failed: exit 1" });
      expect(run.feed({ type: "retried", number: 0 })).toBeNull();
      runAll(run);
      expect(run.states()).toEqual({ a: "succeeded", end: "succeeded" });
      expect(run.pipeline.state).toBe("succeeded");
    }
  });

  test("that is cancelled leaves an undone pipeline undone, and a successful one is cancelled", () => {
    const vertices = { a: { ...x, revert: "undo" }, b: x, end: { ...x, final: "always" } };
    for (const [second, state] of [
      ["failed", "reverted"],
      ["succeeded", "cancelled"],
    ] as const) {
      const run = pipelineOf(vertices, ["a -> b"], { onFailure: "revert" });
      run.claim(0);
      run.end(0, "succeeded");
      run.claim(1);
      run.end(1, second);
      for (const number of run.in("reverting")) {
        run.claim(number);
        run.end(number, "succeeded");
      }
      run.claim(2);
      run.feed({ type: "cancelled", by: "ann" });
      run.end(2, "succeeded");
      expect(run.pipeline.state).toBe(state);
    }
  });

  test("that fails after a cancel of all leaves nothing to retry", () => {
    const run = pipelineOf({ a: x, end: { ...x, final: "always" } }, []);
    run.claim(0);
    run.feed({ type: "cancelled", by: "ann" });
    run.end(0, "succeeded");
    run.claim(1);
    run.end(1, "failed");
    expect(run.pipeline).toMatchObject({ state: "failed", cancelledBy: "ann" });
    expect(run.feed({ type: "retried", number: 1 })).toMatch(/its tracks are final/);
  });

  test("runs again at the end of a pipeline that a person resumed", () => {
    const run = runAll(pipelineOf({ a: x, end: { ...x, final: "always" } }, []), ["a"]);
    run.feed({ type: "retried", number: 0 });
    expect(run.states()).toEqual({ a: "pending", end: "waiting" });
    runAll(run);
    expect(run.history.filter(({ number, to }) => number === 1 && to === "running")).toHaveLength(2);
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("that failed is retried alone", () => {
    const run = runAll(
      pipelineOf({ a: x, end: { ...x, final: "always" }, other: { ...x, final: "always" } }, []),
      ["end"],
    );
    run.feed({ type: "retried", number: 1 });
    expect(run.states()).toEqual({ a: "succeeded", end: "pending", other: "succeeded" });
    runAll(run);
    expect(run.pipeline).toMatchObject({ state: "succeeded", reason: null });
  });

  test("that is retried starts nothing that a failure kept from starting", () => {
    const vertices = { a: x, b: x, c: x, end: { ...x, final: "always" } };
    const run = pipelineOf(vertices, [{ tail: "a", head: "c", when: "always" }, "b -> c"]);
    run.claim(0);
    run.end(0, "failed");
    runAll(run, ["end"]);
    const before = run.states();
    expect(before).toMatchObject({ b: "skipped", c: "skipped" });
    run.feed({ type: "retried", number: 3 });
    runAll(run);
    expect(run.states()).toEqual({ ...before, end: "succeeded" });
  });

  test.for(["retried", "rerun", "forced"] as const)(
    "that is %s in an undone pipeline leaves it undone",
    (type) => {
      const undo = { ...x, revert: "undo", revertFailed: true };
      const run = pipelineOf({ a: undo, b: undo, end: { ...x, final: "always", ...state } }, ["a -> b"], {
        onFailure: "revert",
      });
      run.claim(0);
      run.end(0, "succeeded");
      run.claim(1);
      run.end(1, "failed");
      runAll(run, type === "rerun" ? [] : ["end"]);
      expect(run.pipeline.state).toBe(type === "rerun" ? "reverted" : "failed");
      const event = { number: 2, to: "succeeded", reason: "told by hand" } as const;
      expect(run.feed(type === "forced" ? { type, ...event } : { type, number: 2 })).toBeNull();
      if (type !== "forced") expect(run.valuesOf("end")).toEqual({ state: "reverted" });
      runAll(run);
      expect(run.pipeline).toMatchObject({ state: "reverted", reason: "b failed: exit 1" });
    },
  );

  test("that runs again after a part of an undone pipeline did leaves it failed", () => {
    const undo = { ...x, revert: "undo" };
    const run = pipelineOf({ a: undo, b: undo, end: { ...x, final: "always" } }, []);
    runAll(run);
    run.feed({ type: "undo", from: null, by: "ann", why: "wrong" });
    runAll(run);
    run.feed({ type: "rerun", number: 0 });
    runAll(run);
    run.feed({ type: "rerun", number: 2 });
    runAll(run);
    expect(run.pipeline).toMatchObject({
      state: "failed",
      reason: "a part of it was undone and has not run again",
    });
  });

  test("for a success does not run in an undone pipeline, also where a person runs it again", () => {
    const undo = { ...x, revert: "undo", revertFailed: true };
    const run = pipelineOf({ a: undo, b: undo, end: { ...x, final: "succeeded" } }, ["a -> b"], {
      onFailure: "revert",
    });
    run.claim(0);
    run.end(0, "succeeded");
    run.claim(1);
    run.end(1, "failed");
    runAll(run);
    const skipped = { state: "skipped", reason: "it runs only after a success" };
    expect(run.track(2)).toMatchObject(skipped);
    expect(run.feed({ type: "rerun", number: 2 })).toBeNull();
    runAll(run);
    expect(run.track(2)).toMatchObject(skipped);
    expect(run.pipeline).toMatchObject({ state: "reverted", reason: "b failed: exit 1" });
  });

  test.for([
    ["c", "rolled back by ann: wrong; not undone: c has no undo script"],
    ["a", "the undo of a failed: exit 1"],
  ] as const)("that runs again keeps the reason why %s is not undone", ([which, reason]) => {
    const undo = { ...x, revert: "undo" };
    const run = pipelineOf({ a: undo, c: which === "c" ? x : undo, end: { ...x, final: "always" } }, []);
    runAll(run);
    run.feed({ type: "undo", from: null, by: "ann", why: "wrong" });
    runAll(run, [which]);
    expect(run.pipeline).toMatchObject({ state: "failed", reason });
    run.feed({ type: "rerun", number: 2 });
    runAll(run);
    expect(run.pipeline).toMatchObject({ state: "failed", reason });
  });

  test("that succeeds at last leaves the reason to the other final step that failed", () => {
    const end = { ...x, final: "always" };
    const run = runAll(pipelineOf({ a: x, one: end, two: end }, []), ["one", "two"]);
    expect(run.pipeline.reason).toBe("one failed: exit 1");
    run.feed({ type: "retried", number: 1 });
    runAll(run);
    expect(run.pipeline).toMatchObject({ state: "failed", reason: "two failed: exit 1" });
  });

  test("that is retried while another one counts as failed undoes nothing", () => {
    const end = { ...x, final: "always" };
    const undo = { ...x, revert: "undo" };
    const run = pipelineOf({ a: undo, one: end, two: end }, [], { onFailure: "revert" });
    runAll(run, ["one", "two"]);
    run.feed({ type: "retried", number: 1 });
    runAll(run);
    expect(run.states()).toEqual({ a: "succeeded", one: "succeeded", two: "failed" });
  });

  test("that is retried while an undone pipeline runs again decides no end of it", () => {
    const undo = { ...x, revert: "undo", revertFailed: true };
    const end = { ...x, final: "always" };
    const run = pipelineOf({ a: undo, b: undo, end, other: end }, ["a -> b"], { onFailure: "revert" });
    run.claim(0);
    run.end(0, "succeeded");
    run.claim(1);
    run.end(1, "failed");
    for (const number of [1, 0]) {
      run.claim(number);
      run.end(number, "succeeded");
    }
    run.claim(2);
    run.feed({ type: "rerun", number: 0 });
    run.end(2, "failed");
    run.feed({ type: "retried", number: 2 });
    expect(run.pipeline.endState).toBeNull();
    runAll(run);
    expect(run.pipeline.state).toBe("succeeded");
  });
});
