import { describe, expect, test } from "vitest";
import { pipelineOf, runAll } from "#testing/engine/run-all.ts";

const x = { script: "x" };
const failed = (tail: string, head: string, more: object = {}) => ({ tail, head, when: "failed", ...more });
const always = (tail: string, head: string) => ({ tail, head, when: "always" });

describe("a reaction changes no outcome", () => {
  const backUp = { "back-up": x, notify: x, upgrade: x, restart: x };
  const edges = ["back-up -> upgrade", "upgrade -> restart", failed("back-up", "notify")];

  test.each(["stop", "continue", "revert"])(
    "under onFailure: %s it runs, the failure stands, and what waits for the failed vertex is not reached",
    (onFailure) => {
      const run = runAll(pipelineOf(backUp, edges, { onFailure }), ["back-up"]);
      expect(run.states()).toMatchObject({ upgrade: "skipped", restart: "skipped" });
      expect(
        run.history.some(
          ({ number, to }) => run.plan.vertices[number]?.name === "notify" && to === "running",
        ),
      ).toBe(true);
      expect(run.track(run.numberOf("upgrade")).reason).toBe("not reached: back-up failed");
      expect(run.pipeline).toMatchObject({
        handledFailures: 0,
        reason: "back-up failed: exit 1",
        state: "failed",
      });
    },
  );

  test("it is undone only after the reaction has ended", () => {
    const undo = { ...x, revert: "undo" };
    const run = pipelineOf({ first: undo, bad: x, notify: x }, ["first -> bad", failed("bad", "notify")], {
      onFailure: "revert",
    });
    for (const number of [0, 1]) {
      run.claim(number);
      run.end(number, number === 0 ? "succeeded" : "failed");
    }
    expect(run.states()).toEqual({ first: "succeeded", bad: "failed", notify: "pending" });
    runAll(run);
    expect(run.pipeline.state).toBe("reverted");
  });

  test("a join behind the reaction and the failed vertex is not reached", () => {
    const run = pipelineOf({ a: x, notify: x, join: x }, [
      failed("a", "notify"),
      "notify -> join",
      "a -> join",
    ]);
    runAll(run, ["a"]);
    expect(run.states()).toEqual({ a: "failed", notify: "succeeded", join: "skipped" });
  });

  test("one notice for several vertices in a row runs after the failure of any of them", () => {
    const edges_ = ["a -> b", "b -> c", ...["a", "b", "c"].map((tail) => failed(tail, "tell"))];
    for (const name of ["a", "b", "c"]) {
      const run = runAll(pipelineOf({ a: x, b: x, c: x, tell: x }, edges_), [name]);
      expect(run.stateOf("tell")).toBe("succeeded");
      expect(run.pipeline.state).toBe("failed");
    }
    const good = runAll(pipelineOf({ a: x, b: x, c: x, tell: x }, edges_));
    expect(good.stateOf("tell")).toBe("skipped");
  });

  test("what is behind a reaction runs, too, while other branches stop", () => {
    const run = pipelineOf({ a: x, b: x, after: x, notify: x, report: x }, [
      "b -> after",
      failed("a", "notify"),
      "notify -> report",
    ]);
    run.claim(1);
    run.claim(0);
    run.end(0, "failed");
    run.end(1, "succeeded");
    runAll(run);
    expect(run.states()).toEqual({
      a: "failed",
      b: "succeeded",
      after: "skipped",
      notify: "succeeded",
      report: "succeeded",
    });
    expect(run.pipeline.state).toBe("failed");
  });

  test("a condition that holds after a failure is a reaction", () => {
    const run = pipelineOf({ a: x, notify: x, rest: x }, [
      { tail: "a", head: "notify", when: "exit == 1" },
      "a -> rest",
    ]);
    runAll(run, ["a"]);
    expect(run.states()).toEqual({ a: "failed", notify: "succeeded", rest: "skipped" });
    expect(run.pipeline.state).toBe("failed");
  });

  test("a join: any that another branch made ready starts only if the reaction reaches it", () => {
    const graph = [{ tail: "ok", head: "any" }, failed("bad", "any"), failed("other", "never")] as const;
    const vertices = { ok: x, bad: x, other: x, stop: x, any: { ...x, join: "any" }, never: x };
    for (const isReached of [true, false]) {
      const run = pipelineOf(vertices, [...graph]);
      for (const number of [0, 1, 3]) run.claim(number);
      run.end(0, "succeeded");
      expect(run.stateOf("any")).toBe("pending");
      run.end(3, "failed");
      expect(run.stateOf("any")).toBe("waiting");
      run.end(1, isReached ? "failed" : "succeeded");
      expect(run.stateOf("any")).toBe(isReached ? "pending" : "skipped");
    }
  });

  test("a retry of the reaction restarts nothing that the failure keeps from starting", () => {
    const run = pipelineOf({ a: x, b: x, after: x, notify: x, report: x }, [
      "a -> after",
      failed("a", "notify"),
      "notify -> report",
    ]);
    runAll(run, ["a", "notify"]);
    expect(run.states()).toMatchObject({ b: "skipped", notify: "failed", report: "skipped" });
    expect(run.feed({ type: "retried", number: run.numberOf("notify") })).toBeNull();
    runAll(run);
    expect(run.states()).toEqual({
      a: "failed",
      b: "skipped",
      after: "skipped",
      notify: "succeeded",
      report: "succeeded",
    });
    expect(run.pipeline.state).toBe("failed");
    expect(run.feed({ type: "retried", number: 0 })).toBeNull();
    runAll(run);
    expect(run.states()).toMatchObject({ a: "succeeded", b: "succeeded", after: "succeeded" });
    expect(run.pipeline.state).toBe("succeeded");
  });
});

describe("a rescue", () => {
  const vertices = { a: x, "plan-b": x, rest: x, join: x };
  const edges = ["a -> rest", "rest -> join", "plan-b -> join", failed("a", "plan-b", { rescue: true })];

  test("handles the failure: the other edges are dead, and the join behind both paths runs", () => {
    const run = runAll(pipelineOf(vertices, edges), ["a"]);
    expect(run.states()).toEqual({ a: "failed", "plan-b": "succeeded", rest: "skipped", join: "succeeded" });
    expect(run.pipeline).toMatchObject({ state: "succeeded", failedTracks: 0, handledFailures: 1 });
  });

  test("whose own vertex fails does not hide that failure", () => {
    const run = runAll(pipelineOf(vertices, edges), ["a", "plan-b"]);
    expect(run.stateOf("join")).toBe("skipped");
    expect(run.pipeline).toMatchObject({ state: "failed", failedTracks: 1, handledFailures: 1 });
  });

  test("by a condition handles only a failure for which the condition holds", () => {
    const when = (code: number) => ({ tail: "a", head: "plan-b", when: `exit == ${code}`, rescue: true });
    const taken = runAll(pipelineOf({ a: x, "plan-b": x }, [when(1)]), ["a"]);
    expect(taken.pipeline.state).toBe("succeeded");
    const other = runAll(pipelineOf({ a: x, "plan-b": x }, [when(2)]), ["a"]);
    expect(other.states()).toEqual({ a: "failed", "plan-b": "skipped" });
    expect(other.pipeline.state).toBe("failed");
  });

  test("and a reaction to the same failure both run", () => {
    const run = runAll(
      pipelineOf({ a: x, b: x, notify: x }, [failed("a", "b", { rescue: true }), failed("a", "notify")]),
      ["a"],
    );
    expect(run.states()).toEqual({ a: "failed", b: "succeeded", notify: "succeeded" });
    expect(run.pipeline.state).toBe("succeeded");
  });
});

describe("an always edge", () => {
  const chain = { allocate: x, a: x, b: x, release: x };
  const edges = ["allocate -> a", "a -> b", always("b", "release")];

  test.each(["stop", "continue"])(
    "is taken when its tail was not reached, under onFailure: %s",
    (onFailure) => {
      const run = runAll(pipelineOf(chain, edges, { onFailure }), ["a"]);
      expect(run.states()).toEqual({
        allocate: "succeeded",
        a: "failed",
        b: "skipped",
        release: "succeeded",
      });
      expect(run.pipeline.state).toBe("failed");
    },
  );

  test("is taken when its tail succeeded, failed, or was skipped because its branch was not taken", () => {
    expect(runAll(pipelineOf(chain, edges)).stateOf("release")).toBe("succeeded");
    expect(runAll(pipelineOf(chain, edges), ["b"]).stateOf("release")).toBe("succeeded");
    const branch = [{ tail: "allocate", head: "a", when: "false" }, "a -> b", always("b", "release")];
    const run = runAll(pipelineOf(chain, branch));
    expect(run.states()).toMatchObject({ a: "skipped", b: "skipped", release: "succeeded" });
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("is taken after a cancel, and the pipeline is cancelled when its head has ended", () => {
    const run = pipelineOf(chain, edges);
    run.claim(0);
    run.feed({ type: "cancelled", by: "ann" });
    expect(run.states()).toEqual({ allocate: "running", a: "cancelled", b: "cancelled", release: "pending" });
    run.end(0, "succeeded");
    runAll(run);
    expect(run.stateOf("release")).toBe("succeeded");
    expect(run.pipeline).toMatchObject({ state: "cancelled", reason: "cancelled by ann" });
  });

  test("is not taken after a kill, also if the kill comes after the cancel", () => {
    const run = pipelineOf(chain, edges);
    run.claim(0);
    run.feed({ type: "cancelled", by: "ann", isKill: true });
    expect(run.stateOf("release")).toBe("cancelled");
    const later = pipelineOf(chain, edges);
    later.claim(0);
    later.feed({ type: "cancelled", by: "ann" });
    later.feed({ type: "cancelled", by: "ann", isKill: true });
    expect(later.stateOf("release")).toBe("cancelled");
  });

  test("is taken after the pipeline's timeout", () => {
    const run = pipelineOf(chain, edges, { timeout: "1h" });
    run.claim(0);
    run.feed({ type: "overdue" });
    run.end(0, "failed");
    runAll(run);
    expect(run.states()).toMatchObject({ a: "skipped", release: "succeeded" });
    expect(run.pipeline).toMatchObject({ state: "failed", reason: "timeout after 1h" });
  });

  test("is not chosen by branch, and not left out by it", () => {
    const run = pipelineOf({ g: { ...x, branch: "first" }, a: x, b: x, log: x }, [
      always("g", "log"),
      { tail: "g", head: "a", when: "true" },
      { tail: "g", head: "b", when: "true" },
    ]);
    runAll(run);
    expect(run.states()).toEqual({ g: "succeeded", a: "succeeded", b: "skipped", log: "succeeded" });
  });

  test("whose head also waits for a vertex that failed is not taken: all its edges must be", () => {
    const run = runAll(
      pipelineOf({ allocate: x, a: x, release: x }, [
        "allocate -> a",
        "allocate -> release",
        always("a", "release"),
      ]),
      ["allocate"],
    );
    expect(run.states()).toEqual({ allocate: "failed", a: "skipped", release: "skipped" });
  });
});
