import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { MAX_RETRY_DELAY_MS, nextRetry } from "./retry-policy.ts";

const x = { script: "x" };

function ends(exit: number | null, random: number) {
  return { exit, random, isTimeout: false };
}

describe("nextRetry", () => {
  test("the delay grows by its factor, and with jitter is random between half and all of it", () => {
    const retry = { max: 3, delay: 1_000, factor: 2 };
    expect([0, 1, 2, 3].map((done) => nextRetry({ retry }, done, ends(1, 0))?.sleepMs)).toEqual([
      1_000,
      2_000,
      4_000,
      undefined,
    ]);
    const jitter = { retry: { ...retry, jitter: true as const } };
    expect([0, 0.5, 1].map((random) => nextRetry(jitter, 0, ends(1, random))?.sleepMs)).toEqual([
      500, 750, 1_000,
    ]);
    expect(nextRetry({ retry: { max: 1_000, factor: 100 } }, 900, ends(1, 0))?.sleepMs).toBe(0);
    expect(nextRetry({ retry }, 1, ends(1, 0))?.text).toBe("retry 2 of 3 in 2s");
  });

  test("only the exit codes of onExit are retried; the end by a signal is not", () => {
    const retry = { max: 1, onExit: [75] };
    expect([75, 1, null].map((exit) => nextRetry({ retry }, 0, ends(exit, 0)) !== null)).toEqual([
      true,
      false,
      false,
    ]);
    expect(nextRetry({}, 0, ends(75, 0))).toBeNull();
    const late = { exit: null, random: 0, isTimeout: true };
    expect(nextRetry({ retry }, 0, late)).toBeNull();
    expect(nextRetry({ retry, onTimeout: "retry" }, 0, late)).not.toBeNull();
  });

  test("whatever the policy says, no delay is longer than a week or negative", () => {
    const policy = fc.record({
      max: fc.integer({ min: 1, max: 1_000 }),
      delay: fc.integer({ min: 0, max: 1e12 }),
      factor: fc.double({ min: 1, max: 100, noNaN: true }),
      jitter: fc.constantFrom(true as const),
    });
    fc.assert(
      fc.property(policy, fc.nat(999), fc.double({ min: 0, max: 1, noNaN: true }), (retry, done, random) => {
        const next = nextRetry({ retry }, done, ends(1, random));
        expect(next === null).toBe(done >= retry.max);
        if (next !== null) expect(next.sleepMs).toBeGreaterThanOrEqual(0);
        if (next !== null) expect(next.sleepMs).toBeLessThanOrEqual(MAX_RETRY_DELAY_MS);
      }),
    );
  });
});

describe("in a pipeline", () => {
  const retried = { ...x, retry: { max: 2, delay: "5s" } };

  /** Lets A fail until it is not retried any more. */
  function failing(run: SimulatedPipeline): number {
    for (let times = 1; ; times += 1) {
      run.claim(0);
      run.end(0, "failed");
      if (run.stateOf("A") !== "sleeping") return times;
      run.feed({ type: "timer-due", number: 0 });
    }
  }

  test("with two retries it runs three times and then fails; a retry by a person starts the count again", () => {
    const run = new SimulatedPipeline(contentOf({ A: retried, B: x }, ["A -> B"]));
    run.claim(0);
    run.end(0, "failed");
    expect(run.track(0)).toMatchObject({
      state: "sleeping",
      reason: "exit 1; retry 1 of 2 in 5s",
      retries: 1,
    });
    expect(run.history.at(-1)?.sleepMs).toBe(5_000);
    expect(run.pipeline).toMatchObject({ state: "running", failedTracks: 0, halt: null });
    run.feed({ type: "timer-due", number: 0 });
    expect(failing(run)).toBe(2);
    expect(run.pipeline.state).toBe("failed");
    expect(run.track(0).reason).toBe("exit 1");
    run.feed({ type: "retried", number: 0 });
    expect(failing(run)).toBe(3);
  });

  test("the second event woken is refused", () => {
    const run = new SimulatedPipeline(contentOf({ A: retried }, []));
    run.claim(0);
    run.end(0, "failed");
    expect(run.feed({ type: "timer-due", number: 0 })).toBeNull();
    expect(run.feed({ type: "timer-due", number: 0 })).toMatch(/cannot be woken/);
  });

  test("nothing is retried automatically after the pipeline was cancelled or stopped", () => {
    const cancelled = new SimulatedPipeline(contentOf({ A: retried }, []));
    cancelled.claim(0);
    cancelled.feed({ type: "cancelled", by: "ann" });
    cancelled.end(0, "failed");
    expect(cancelled.pipeline.state).toBe("cancelled");
    const stopped = new SimulatedPipeline(contentOf({ A: retried, B: x }, []));
    stopped.claim(0);
    stopped.claim(1);
    stopped.end(1, "failed");
    stopped.end(0, "failed");
    expect(stopped.pipeline.state).toBe("failed");
    const asleep = new SimulatedPipeline(contentOf({ A: retried }, []));
    asleep.claim(0);
    asleep.end(0, "failed");
    asleep.feed({ type: "cancelled", by: "ann" });
    expect(asleep.states()).toEqual({ A: "cancelled" });
  });

  test("an ignored failure lets its heads run and does not fail the pipeline", () => {
    const graph = contentOf({ A: { ...x, onFailure: "ignore" }, B: x, C: x }, [
      "A -> B",
      { tail: "A", head: "C", when: "failed" },
    ]);
    const run = new SimulatedPipeline(graph);
    run.claim(0);
    run.end(0, "failed");
    expect(run.states()).toEqual({ A: "failed", B: "pending", C: "pending" });
    for (const number of [1, 2]) {
      run.claim(number);
      run.end(number, "succeeded");
    }
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("onLost fails the track or retries it as a new attempt, without a person", () => {
    for (const onLost of ["fail", "retry"] as const) {
      const run = new SimulatedPipeline(contentOf({ A: { ...x, onLost } }, []));
      run.claim(0);
      run.feed({ type: "lost", number: 0, reason: "lost: runner r1" });
      expect(run.stateOf("A")).toBe(onLost === "fail" ? "failed" : "pending");
      expect(run.track(0).reason).toBe(onLost === "fail" ? "lost: runner r1" : null);
    }
  });
});
