import { describe, expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { settlementFor } from "../transition/settlement.ts";
import { attemptTimeout } from "./poll-policy.ts";

const x = { script: "x" };

function begin(vertices: object, edges: readonly unknown[] = [], more: object = {}): SimulatedPipeline {
  return new SimulatedPipeline(contentOf(vertices, edges, more));
}

function execute(run: SimulatedPipeline, name: string, to: "succeeded" | "failed" = "succeeded") {
  run.claim(run.numberOf(name));
  return run.end(run.numberOf(name), to);
}

const ENDED_BY_TIMEOUT = {
  exitCode: null,
  signal: "SIGTERM",
  outputText: null,
  isOutputCut: false,
  endedBy: "timeout",
  spawnError: null,
} as const;

describe("a script that polls", () => {
  const sensor = { ...x, poll: { every: "30s", timeout: "2m", onExit: [1] } };
  const settled = (run: SimulatedPipeline, end: Parameters<typeof settlementFor>[2]) =>
    run.feed({
      type: "settled",
      number: 0,
      outcome: settlementFor(run.plan, 0, end, run.pipeline, 0.5),
    });

  test("polls again after its pause, until it succeeds", () => {
    const run = begin({ A: sensor, B: x }, ["A -> B"]);
    execute(run, "A", "failed");
    expect(run.history.at(-1)).toMatchObject({ sleep: "poll", sleepMs: 30_000 });
    expect(run.track(0).reason).toBe("exit 1; asks again in 30s");
    run.feed({ type: "timer-due", number: 0 });
    execute(run, "A");
    expect(run.states()).toEqual({ A: "succeeded", B: "pending" });
  });

  test("polls a last time when its timeout is over, counted from its first start, and gives that as the reason", () => {
    for (const [timeout, starts] of [
      ["2m", [0, 30, 60, 90, 120]],
      ["90s", [0, 30, 60, 90]],
      ["100s", [0, 30, 60, 90, 100]],
    ] as const) {
      const run = begin({ A: { ...x, poll: { every: "30s", timeout } } });
      const begun: number[] = [];
      while (run.stateOf("A") !== "failed") {
        begun.push(run.now / 1_000);
        execute(run, "A", "failed");
        run.now += run.history.at(-1)?.sleepMs ?? 0;
        if (run.stateOf("A") === "sleeping") run.feed({ type: "timer-due", number: 0 });
      }
      expect(begun).toEqual(starts);
      const text = timeout === "90s" ? "1m30s" : timeout === "100s" ? "1m40s" : "2m";
      expect(run.track(0).reason).toBe(`exit 1; gave up: its polling time of ${text} is over`);
    }
  });

  test("an attempt that runs when polling ends is ended then, and with onTimeout skip the track is skipped", () => {
    const spec = { ...x, poll: { every: "30s", timeout: "2m", onTimeout: "skip" } };
    const run = begin({ A: spec, B: x }, ["A -> B"]);
    run.claim(0);
    run.now += 120_000;
    settled(run, ENDED_BY_TIMEOUT);
    expect(run.track(0)).toMatchObject({
      state: "skipped",
      reason: "ended while it ran; gave up: its polling time of 2m is over",
    });
    expect(run.stateOf("B")).toBe("pending");
  });

  test("what polling ends is as its own onTimeout says, and what the timeout of the attempt ends as that of the vertex", () => {
    const spec = { ...x, timeout: "5m", onTimeout: "skip", poll: { every: "30s", timeout: "20m" } };
    for (const [afterMs, state, reason] of [
      [300_000, "skipped", "timeout after 5m"],
      [1_200_000, "failed", "ended while it ran; gave up: its polling time of 20m is over"],
    ] as const) {
      const run = begin({ A: spec, B: x }, ["A -> B"]);
      run.claim(0);
      run.now += afterMs;
      settled(run, ENDED_BY_TIMEOUT);
      expect(run.track(0)).toMatchObject({ state, reason });
    }
  });

  test("an attempt that hangs until its timeout, or that a signal ends, is not yet a success: it polls again", () => {
    for (const end of [ENDED_BY_TIMEOUT, { ...ENDED_BY_TIMEOUT, endedBy: null, signal: "SIGSEGV" }]) {
      const run = begin({ A: { ...x, timeout: "5s", poll: { every: "30s", timeout: "10m" } } });
      run.claim(0);
      settled(run, end);
      expect(run.track(0)).toMatchObject({ state: "sleeping", sleep: "poll" });
      const withCodes = begin({ A: { ...sensor, timeout: "5s" } });
      withCodes.claim(0);
      settled(withCodes, end);
      expect(withCodes.stateOf("A")).toBe("failed");
    }
  });

  test("a script that cannot be started is not polled again", () => {
    const run = begin({ A: { ...x, poll: { every: "30s" } } });
    run.claim(0);
    settled(run, { ...ENDED_BY_TIMEOUT, endedBy: null, signal: null, spawnError: "no such interpreter" });
    expect(run.track(0)).toMatchObject({ state: "failed", reason: "no such interpreter" });
  });

  test("its undo script has the timeout of the vertex, and not what is left of polling", () => {
    const spec = { ...x, revert: "undo", poll: { every: "5s", timeout: "2m" } };
    const run = begin({ A: spec, B: x }, ["A -> B"], { onFailure: "revert" });
    execute(run, "A");
    expect(run.track(0).giveUpAt).toBe(run.now + 120_000);
    execute(run, "B", "failed");
    expect(run.stateOf("A")).toBe("reverting");
    run.claim(0);
    expect(run.track(0).giveUpAt).toBeNull();
  });

  test("an attempt may take until polling ends, or its own timeout; the last one as long as a pause", () => {
    const poll = { every: 30_000, timeout: 120_000 };
    expect(attemptTimeout({ poll }, 120_000, 0)).toBe(120_000);
    expect(attemptTimeout({ poll, timeout: 5_000 }, 120_000, 0)).toBe(5_000);
    expect(attemptTimeout({ poll }, 120_000, 120_003)).toBe(30_000);
    expect(attemptTimeout({ timeout: 5_000 }, null, 0)).toBe(5_000);
    expect(attemptTimeout({ poll: { every: 30_000 } }, null, 0)).toBeNull();
  });

  test("an exit code that is not in onExit is a failure", () => {
    const run = begin({ A: sensor });
    run.claim(0);
    run.feed({ type: "settled", number: 0, outcome: { to: "failed", reason: "exit 2", exit: 2, random: 0 } });
    expect(run.stateOf("A")).toBe("failed");
  });
});
