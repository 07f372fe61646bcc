import { describe, expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";

const x = { script: "x" };

/** Claims and settles every pending track, in the plan's order; the named ones fail. */
function runAll(run: SimulatedPipeline, failing: readonly string[] = []): void {
  for (let [number] = run.in("pending"); number !== undefined; [number] = run.in("pending")) {
    run.claim(number);
    run.end(number, failing.includes(run.plan.vertices[number]?.name ?? "") ? "failed" : "succeeded");
  }
}

describe("after a track ended", () => {
  test("ten branches, five with a second task, one join that runs once", () => {
    const names = Array.from({ length: 10 }, (_, place) => `b${place}`);
    const second = names.slice(0, 5).map((name) => `${name}-2`);
    const vertices = Object.fromEntries(
      ["fork", ...names, ...second, "join", "after"].map((name) => [name, x]),
    );
    const edges = names.flatMap((name, place) =>
      place < 5
        ? [`fork -> ${name}`, `${name} -> ${name}-2`, `${name}-2 -> join`]
        : [`fork -> ${name}`, `${name} -> join`],
    );
    const run = new SimulatedPipeline(contentOf(vertices, [...edges, "join -> after"]));
    runAll(run);
    expect(run.pipeline.state).toBe("succeeded");
    const join = run.history.filter(({ number, to }) => number === run.numberOf("join") && to === "pending");
    expect(join).toHaveLength(1);
  });

  test("a graph of one vertex runs", () => {
    const run = new SimulatedPipeline(contentOf({ A: x }, []));
    runAll(run);
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("a failure skips what has not begun, lets running tracks finish, and gives the reason", () => {
    const run = new SimulatedPipeline(contentOf({ A: x, B: x, C: x, D: x }, ["A -> C", "B -> D"]));
    run.claim(0);
    run.claim(1);
    run.end(0, "failed");
    expect(run.states()).toEqual({ A: "failed", B: "running", C: "skipped", D: "skipped" });
    expect(run.track(2).reason).toBe("not reached: A failed");
    expect(run.pipeline).toMatchObject({ state: "running", reason: "A failed: exit 1" });
    run.end(1, "succeeded");
    expect(run.pipeline.state).toBe("failed");
  });

  test("with onFailure: continue, tracks that do not depend on the failed one still run", () => {
    const run = new SimulatedPipeline(
      contentOf({ A: x, B: x, C: x, D: x }, ["A -> C", "B -> D"], { onFailure: "continue" }),
    );
    runAll(run, ["A"]);
    expect(run.states()).toEqual({ A: "failed", B: "succeeded", C: "skipped", D: "succeeded" });
    expect(run.pipeline.state).toBe("failed");
  });

  test("a failure that the graph handles does not fail the pipeline", () => {
    const rescue = { tail: "A", head: "rescue", when: "failed", rescue: true };
    const run = new SimulatedPipeline(contentOf({ A: x, rescue: x, rest: x }, [rescue, "A -> rest"]));
    runAll(run, ["A"]);
    expect(run.states()).toEqual({ A: "failed", rescue: "succeeded", rest: "skipped" });
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("join: any starts at the first live edge, join: every needs all edges live", () => {
    const graph = contentOf({ A: x, B: x, any: { ...x, join: "any" }, every: { ...x, join: "every" } }, [
      "A -> any",
      "B -> any",
      { tail: "A", head: "every", when: "failed" },
      "B -> every",
    ]);
    const run = new SimulatedPipeline(graph);
    run.claim(0);
    run.end(0, "succeeded");
    expect(run.states()).toEqual({ A: "succeeded", B: "pending", any: "pending", every: "waiting" });
    runAll(run);
    expect(run.track(3)).toMatchObject({
      state: "skipped",
      reason: "not every edge to it was taken: that from A was not",
    });
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("next keeps only the named heads live", () => {
    const run = new SimulatedPipeline(contentOf({ A: x, B: x, C: x, D: x }, ["A -> B", "A -> C", "C -> D"]));
    run.claim(0);
    run.feed({ type: "settled", number: 0, outcome: { to: "succeeded", next: [1] } });
    runAll(run);
    expect(run.states()).toEqual({ A: "succeeded", B: "succeeded", C: "skipped", D: "skipped" });
    expect(run.pipeline.state).toBe("succeeded");
  });
});

describe("decisions of a person", () => {
  test("after a failed track is retried and succeeds, the tracks that were not reached run", () => {
    const run = new SimulatedPipeline(contentOf({ A: x, B: x, C: x }, ["A -> B", "B -> C"]));
    runAll(run, ["A"]);
    expect(run.pipeline.state).toBe("failed");
    expect(run.feed({ type: "retried", number: 0 })).toBeNull();
    expect(run.states()).toEqual({ A: "pending", B: "waiting", C: "waiting" });
    runAll(run);
    expect(run.pipeline).toMatchObject({ state: "succeeded", reason: null, halt: null });
  });

  test("a polling track that a failure had stopped has its whole polling time again, and all its retries", () => {
    const run = new SimulatedPipeline(
      contentOf({ a: { ...x, poll: { every: "30s", timeout: "1h" } }, b: x }, []),
    );
    run.claim(0);
    run.end(0, "failed");
    run.claim(1);
    run.end(1, "failed");
    expect(run.states()).toEqual({ a: "skipped", b: "failed" });
    run.now = 86_400_000;
    run.feed({ type: "retried", number: 1 });
    run.claim(0);
    run.end(0, "failed");
    expect(run.track(0)).toMatchObject({ sleep: "poll", retries: 1, giveUpAt: run.now + 3_600_000 });
  });

  test("retry and force are refused while the track runs, after it succeeded, and in a cancelled pipeline", () => {
    const run = new SimulatedPipeline(contentOf({ A: x, B: x }, []));
    run.claim(0);
    run.claim(1);
    run.end(1, "succeeded");
    for (const number of [0, 1]) {
      expect(run.feed({ type: "retried", number })).toMatch(/it cannot be retried now/);
      expect(run.feed({ type: "forced", number, to: "succeeded", reason: "r" })).toMatch(
        /cannot be marked as succeeded/,
      );
    }
    run.feed({ type: "cancelled", by: "ann" });
    run.end(0, "failed");
    expect(run.pipeline.state).toBe("cancelled");
    for (const event of [
      { type: "retried", number: 0 },
      { type: "forced", number: 0, to: "succeeded", reason: "r" },
    ] as const)
      expect(run.feed(event)).toMatch(/cancelled/);
  });

  test("after a cancel, a running track keeps its own result and nothing behind it starts", () => {
    const run = new SimulatedPipeline(contentOf({ A: x, B: x, C: x }, ["A -> C", "B -> C"]));
    run.claim(0);
    expect(run.feed({ type: "cancelled", by: "ann" })).toBeNull();
    expect(run.states()).toEqual({ A: "running", B: "cancelled", C: "cancelled" });
    expect(run.feed({ type: "cancelled", by: "bob" })).toBeNull();
    run.end(0, "succeeded");
    expect(run.states()).toEqual({ A: "succeeded", B: "cancelled", C: "cancelled" });
    expect(run.pipeline).toMatchObject({ state: "cancelled", reason: "cancelled by ann" });
    expect(run.feed({ type: "cancelled", by: "ann" })).toMatch(/cancelled already/);
  });

  test("a lost track delays no other track; its late result, a retry or a force ends it", () => {
    for (const decide of ["report", "retry", "done", "failed"] as const) {
      const run = new SimulatedPipeline(contentOf({ A: x, B: x, C: x, D: x }, ["A -> C", "B -> D"]));
      run.claim(0);
      expect(run.feed({ type: "lost", number: 0, reason: "lost: runner r1" })).toBeNull();
      runAll(run);
      expect(run.states()).toEqual({ A: "lost", B: "succeeded", C: "waiting", D: "succeeded" });
      if (decide === "report") run.end(0, "succeeded");
      else if (decide === "retry") run.feed({ type: "retried", number: 0 });
      else
        run.feed({
          type: "forced",
          number: 0,
          to: decide === "done" ? "succeeded" : "failed",
          reason: "seen",
        });
      runAll(run);
      expect(run.pipeline.state).toBe(decide === "failed" ? "failed" : "succeeded");
    }
  });

  test("an unanswered prompt delays no other track, and an answer applies only to its own track", () => {
    const asks = { ...x, inputs: { ip: { type: "ip", required: true } } };
    const run = new SimulatedPipeline(contentOf({ A: asks, B: asks, C: x }, []));
    runAll(run);
    expect(run.states()).toEqual({ A: "prompting", B: "prompting", C: "succeeded" });
    expect(run.answer(0, { ip: "127.0.0.1" })).toBeNull();
    expect(run.states()).toEqual({ A: "pending", B: "prompting", C: "succeeded" });
    expect(run.answer(0, { ip: "127.0.0.2" })).toMatch(/cannot be answered/);
  });

  test("a rerun resets the track and everything behind it, and is refused while something behind it runs", () => {
    const run = new SimulatedPipeline(contentOf({ A: x, B: x, C: x, D: x }, ["A -> B", "B -> C", "A -> D"]));
    runAll(run);
    expect(run.pipeline.state).toBe("succeeded");
    expect(run.feed({ type: "rerun", number: 1 })).toBeNull();
    expect(run.states()).toEqual({ A: "succeeded", B: "pending", C: "waiting", D: "succeeded" });
    expect(run.pipeline.state).toBe("running");
    run.claim(1);
    expect(run.feed({ type: "rerun", number: 0 })).toMatch(/B, which is behind A, is running/);
    run.end(1, "succeeded");
    runAll(run);
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("a retry that makes another track fail at once does not start the retried track", () => {
    const broken = { ...x, inputs: { i: { type: "string", from: "params.missing" } } };
    const run = new SimulatedPipeline(contentOf({ A: x, C: x, B: broken }, ["C -> B"]));
    run.claim(0);
    run.claim(1);
    run.end(0, "failed");
    run.end(1, "succeeded");
    expect(run.states()).toEqual({ A: "failed", C: "succeeded", B: "skipped" });
    expect(run.feed({ type: "retried", number: 0 })).toBeNull();
    expect(run.states()).toEqual({ A: "skipped", C: "succeeded", B: "failed" });
    expect(run.track(0).reason).toBe("not reached: B failed");
    expect(run.pipeline.state).toBe("failed");
  });
});
