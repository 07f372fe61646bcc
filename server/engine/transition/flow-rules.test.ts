import { describe, expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";

const x = { script: "x" };
const failed = (tail: string, head: string, more: object = {}) => ({ tail, head, when: "failed", ...more });
const always = (tail: string, head: string) => ({ tail, head, when: "always" });

function pipelineOf(vertices: object, edges: readonly unknown[], more: object = {}): SimulatedPipeline {
  return new SimulatedPipeline(contentOf(vertices, edges, more));
}

/** Claims and settles every pending track; the named ones fail. */
function runAll(run: SimulatedPipeline, failing: readonly string[] = []): SimulatedPipeline {
  for (let [number] = run.in("pending", "reverting"); number !== undefined; ) {
    run.claim(number);
    run.end(number, failing.includes(run.plan.vertices[number]?.name ?? "") ? "failed" : "succeeded");
    [number] = run.in("pending", "reverting");
  }
  return run;
}

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
      expect(run.pipeline).toMatchObject({ handledFailures: 0, reason: "back-up failed: exit 1" });
      expect(run.pipeline.state).toBe(onFailure === "revert" ? "reverted" : "failed");
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

  test("handles the failure: the other edges are dead, and the join behind both roads runs", () => {
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
      ],
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
    expect(run.pipeline.state).toBe("succeeded");
  });
});

describe("a success whose conditions do not hold", () => {
  const edges = [{ tail: "a", head: "optional", when: "false" }];
  test("is an end, and a join behind it does not wait", () => {
    const run = runAll(
      pipelineOf({ a: x, optional: x, b: x, join: x }, [...edges, "optional -> join", "b -> join"]),
    );
    expect(run.states()).toEqual({ a: "succeeded", optional: "skipped", b: "succeeded", join: "succeeded" });
    expect(run.pipeline.state).toBe("succeeded");
  });

  test.each(["first", "one", "some"])("fails with branch: %s", (branch) => {
    const run = runAll(pipelineOf({ a: { ...x, branch }, optional: x }, edges));
    expect(run.track(0)).toMatchObject({ state: "failed", reason: "no condition met: `false`" });
  });

  test("with branch: some, every edge whose condition holds is taken", () => {
    const run = runAll(
      pipelineOf({ a: { ...x, branch: "some" }, b: x, c: x, d: x }, [
        { tail: "a", head: "b", when: "true" },
        { tail: "a", head: "c", when: "true" },
        { tail: "a", head: "d", when: "false" },
      ]),
    );
    expect(run.states()).toEqual({ a: "succeeded", b: "succeeded", c: "succeeded", d: "skipped" });
  });
});

describe("a stale track", () => {
  const vertices = { a: x, rescue: x, b: x, j: x, after: x };
  const edges = [failed("a", "rescue", { rescue: true }), "a -> b", "rescue -> j", "b -> j", "j -> after"];

  test("is one that ran before what it waits for ran again; so is what ran behind it", () => {
    const run = runAll(pipelineOf(vertices, edges), ["a"]);
    expect(run.pipeline).toMatchObject({ state: "succeeded", handledFailures: 1, staleTracks: 0 });
    run.feed({ type: "retried", number: 0 });
    runAll(run);
    expect(run.states()).toMatchObject({ a: "succeeded", b: "succeeded", j: "succeeded" });
    expect(["j", "after", "b", "rescue"].filter((name) => run.track(run.numberOf(name)).isStale)).toEqual([
      "j",
      "after",
    ]);
    expect(run.pipeline).toMatchObject({ state: "succeeded", handledFailures: 0, staleTracks: 2 });
  });

  test("is not stale any more once it runs again", () => {
    const run = runAll(pipelineOf(vertices, edges), ["a"]);
    run.feed({ type: "retried", number: 0 });
    runAll(run);
    run.feed({ type: "rerun", number: run.numberOf("j") });
    runAll(run);
    expect(run.pipeline).toMatchObject({ state: "succeeded", staleTracks: 0 });
  });

  test("does not come from a rerun of everything behind", () => {
    const run = runAll(pipelineOf(vertices, edges), ["a"]);
    run.feed({ type: "rerun", number: 0 });
    runAll(run);
    expect(run.pipeline).toMatchObject({ state: "succeeded", staleTracks: 0 });
  });

  test("a join: any that began at another edge does not become stale", () => {
    const run = pipelineOf({ a: x, b: x, any: { ...x, join: "any" } }, ["a -> any", "b -> any"], {
      onFailure: "continue",
    });
    run.claim(0);
    run.end(0, "failed");
    runAll(run);
    run.feed({ type: "retried", number: 0 });
    runAll(run);
    expect(run.pipeline).toMatchObject({ state: "succeeded", staleTracks: 0 });
  });
});

describe("a pipeline that ended by its timeout", () => {
  test("can be retried at a track that had no time, and goes on with everything that had none", () => {
    const run = pipelineOf({ a: x, b: x, w: { kind: "wait", wait: { for: "10m" } } }, ["a -> b"], {
      timeout: "1h",
    });
    run.feed({ type: "overdue" });
    expect(run.states()).toEqual({ a: "skipped", b: "skipped", w: "skipped" });
    expect(run.pipeline.state).toBe("failed");
    expect(run.feed({ type: "retried", number: 1 })).toBeNull();
    expect(run.states()).toEqual({ a: "pending", b: "waiting", w: "sleeping" });
  });
});
