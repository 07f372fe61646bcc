import { describe, expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "../check/findings.ts";
import { whyOf } from "../explain/why.ts";
import { settlementFor } from "./settlement.ts";

const x = { script: "x" };
const tenMinutes = { kind: "wait", wait: { for: "10m" } };

function begin(vertices: object, edges: readonly unknown[] = [], more: object = {}): SimulatedPipeline {
  return new SimulatedPipeline(contentOf(vertices, edges, more));
}

function execute(run: SimulatedPipeline, name: string, to: "succeeded" | "failed" = "succeeded") {
  run.claim(run.numberOf(name));
  return run.end(run.numberOf(name), to);
}

describe("a wait", () => {
  test("sleeps for its time, then its heads start", () => {
    const run = begin({ W: tenMinutes, B: x }, ["W -> B"]);
    expect(run.history.at(-1)).toMatchObject({ to: "sleeping", sleep: "wait", sleepMs: 600_000 });
    expect(run.track(0).reason).toBe("waits for 10m");
    run.feed({ type: "timer-due", number: 0 });
    expect(run.states()).toEqual({ W: "succeeded", B: "pending" });
  });

  test("until a time of day sleeps as long as the database's clock requires", () => {
    const run = begin({ A: x, W: { kind: "wait", wait: { until: "02:00", zone: "Europe/Berlin" } } }, [
      "A -> W",
    ]);
    run.now = Date.parse("2026-01-10T23:30:00Z");
    execute(run, "A");
    expect(run.history.at(-1)).toMatchObject({ sleepMs: 90 * 60_000 });
    expect(run.track(1).reason).toBe("waits until 02:00 Europe/Berlin");
  });

  test("a person can mark a sleeping wait as failed, or skip it so that the pipeline goes on", () => {
    const run = begin({ W: tenMinutes, B: x }, ["W -> B"]);
    expect(
      run.feed({ type: "forced", number: 0, to: "failed", reason: "marked as failed by ann: no" }),
    ).toBeNull();
    expect(run.track(0)).toMatchObject({ state: "failed", reason: "marked as failed by ann: no" });
    expect(run.feed({ type: "timer-due", number: 0 })).toMatch(/W is failed/);
    run.feed({ type: "forced", number: 0, to: "skipped", reason: "skipped by ann" });
    expect(run.states()).toEqual({ W: "skipped", B: "pending" });
    execute(run, "B");
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("check requires one of `for` and `until`, and refuses fields of scripts", () => {
    const codes = (spec: object) =>
      findingsOf(contentOf({ W: { kind: "wait", ...spec } }, [])).map(({ code }) => code);
    expect(codes({ wait: { for: "1m" } })).toEqual([]);
    expect(codes({})).toEqual(["wait-unclear"]);
    expect(codes({ wait: { for: "1m", until: "02:00" } })).toEqual(["wait-unclear"]);
    expect(codes({ wait: { for: "1m" }, script: "x" })).toEqual(["field-of-another-kind"]);
  });
});

describe("a breakpoint", () => {
  test("four of ten tracks stop at breakpoints and six run; when the breakpoints are removed, all succeed", () => {
    const names = Array.from({ length: 10 }, (_, place) => `T${place}`);
    const run = begin(
      { S: x, ...Object.fromEntries(names.map((name) => [name, x])), J: x },
      names.flatMap((name) => [`S -> ${name}`, `${name} -> J`]),
      { onFailure: "continue" },
    );
    const stopped = names.slice(0, 4);
    for (const name of stopped) run.feed({ type: "break", number: run.numberOf(name), isSet: true });
    execute(run, "S");
    for (const name of names.slice(4)) execute(run, name);
    expect(stopped.map((name) => run.stateOf(name))).toEqual(stopped.map(() => "sleeping"));
    expect([run.stateOf("J"), run.pipeline.state]).toEqual(["waiting", "running"]);
    for (const name of stopped) {
      run.feed({ type: "break", number: run.numberOf(name), isSet: false });
      execute(run, name);
    }
    execute(run, "J");
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("removed before it is reached, it stops nothing; set on a pending track, it stops that track", () => {
    const run = begin({ A: x, B: x }, ["A -> B"]);
    run.feed({ type: "break", number: 1, isSet: true });
    run.feed({ type: "break", number: 1, isSet: false });
    execute(run, "A");
    expect(run.stateOf("B")).toBe("pending");
    run.feed({ type: "break", number: 1, isSet: true });
    expect(run.stateOf("B")).toBe("sleeping");
    expect(run.feed({ type: "timer-due", number: 1 })).toMatch(/cannot be woken/);
  });

  test("it also stops a track that would be retried", () => {
    const run = begin({ A: { ...x, retry: { max: 2, delay: "5s" } } });
    execute(run, "A", "failed");
    run.feed({ type: "break", number: 0, isSet: true });
    run.feed({ type: "timer-due", number: 0 });
    expect(run.track(0)).toMatchObject({ state: "sleeping", sleep: "break" });
    run.feed({ type: "break", number: 0, isSet: false });
    expect(run.stateOf("A")).toBe("pending");
  });

  test("the reason names what the track waits for", () => {
    const run = begin({ A: x });
    run.feed({ type: "break", number: 0, isSet: true });
    expect(whyOf(run.plan, { ...run.track(0), token: null }, () => undefined, false)).toMatch(
      /stopped at its breakpoint/,
    );
  });
});

const ENDED_BY_TIMEOUT = {
  exitCode: null,
  signal: "SIGTERM",
  outputText: null,
  isOutputCut: false,
  endedBy: "timeout",
  spawnError: null,
} as const;

describe("a timeout", () => {
  const end = ENDED_BY_TIMEOUT;

  test("fails, skips or retries, as onTimeout says", () => {
    const run = begin(
      {
        F: { ...x, timeout: "1m" },
        S: { ...x, timeout: "1m", onTimeout: "skip" },
        R: { ...x, timeout: "1m", onTimeout: "retry", retry: { max: 1, delay: "5s", onExit: [75] } },
      },
      [],
      { onFailure: "continue" },
    );
    for (const number of [0, 1, 2]) {
      run.claim(number);
      run.feed({ type: "settled", number, outcome: settlementFor(run.plan, number, end, run.pipeline, 0.5) });
    }
    expect(run.states()).toEqual({ F: "failed", S: "skipped", R: "sleeping" });
  });

  test("with onTimeout skip, the heads go on; if no out-edge can be chosen, the track fails", () => {
    const late = { ...x, timeout: "1m", onTimeout: "skip" };
    const run = begin({ A: late, B: x, C: x }, ["A -> B", { tail: "A", head: "C", when: "failed" }]);
    run.claim(0);
    run.feed({ type: "settled", number: 0, outcome: settlementFor(run.plan, 0, end, run.pipeline, 0) });
    expect(run.states()).toEqual({ A: "skipped", B: "pending", C: "skipped" });
    const lost = begin({ A: { ...late, branch: "some" }, B: x }, [{ tail: "A", head: "B", when: "1 > 2" }]);
    lost.claim(0);
    lost.feed({ type: "settled", number: 0, outcome: settlementFor(lost.plan, 0, end, lost.pipeline, 0) });
    expect(lost.track(0)).toMatchObject({
      state: "failed",
      reason: expect.stringMatching(/^timeout after 1m; no condition met/),
    });
  });

  test("of the whole pipeline ends running tracks, starts nothing more, and fails the pipeline", () => {
    const run = begin({ A: x, B: x, W: tenMinutes, C: x }, ["A -> B"], { timeout: "2h" });
    run.claim(0);
    run.feed({ type: "overdue" });
    expect(run.states()).toEqual({ A: "running", B: "skipped", W: "skipped", C: "skipped" });
    const killed = { ...end, endedBy: "cancelled" } as const;
    run.feed({ type: "settled", number: 0, outcome: settlementFor(run.plan, 0, killed, run.pipeline, 0) });
    expect(run.track(0)).toMatchObject({ state: "failed", reason: "ended: the pipeline's time was over" });
    expect(run.pipeline).toMatchObject({ state: "failed", reason: "timeout after 2h" });
  });

  test("of the whole pipeline fails it even if the running tracks succeed, and a retry resumes it", () => {
    const run = begin({ A: x, B: x }, ["A -> B"], { timeout: "2h" });
    run.claim(0);
    run.feed({ type: "overdue" });
    run.end(0, "succeeded");
    expect(run.pipeline.state).toBe("failed");
    run.feed({ type: "rerun", number: 1 });
    expect(run.states()).toEqual({ A: "succeeded", B: "pending" });
    execute(run, "B");
    expect(run.pipeline.state).toBe("succeeded");
  });

  test("check requires a timeout for onTimeout, and a number of retries for retry", () => {
    const codes = (spec: object) =>
      findingsOf(contentOf({ A: { ...x, ...spec } }, [])).map(({ code }) => code);
    expect(codes({ onTimeout: "skip" })).toEqual(["timeout-missing"]);
    expect(codes({ onTimeout: "retry", timeout: "1m" })).toEqual(["retry-missing"]);
    expect(codes({ poll: { every: "5s" }, retry: { max: 1 } })).toEqual(["poll-and-retry"]);
  });
});

test("a script that its stopped runner ended is handed back, has failed or is lost, as onLost says", () => {
  const vertices = {
    asks: { script: "x", retry: { max: 3 } },
    fails: { script: "x", onLost: "fail" },
    again: { script: "x", onLost: "retry" },
  };
  const run = new SimulatedPipeline(contentOf(vertices, [], { onFailure: "continue" }));
  const text = { outputText: null, isOutputCut: false, spawnError: null };
  const end = { ...text, exitCode: null, signal: "SIGTERM", endedBy: "shutdown" } as const;
  for (const number of [0, 1, 2]) {
    run.claim(number);
    const outcome = settlementFor(run.plan, number, end, run.pipeline, 0);
    expect(run.feed({ type: "settled", number, outcome })).toBeNull();
    if (number === 0) expect(run.feed({ type: "settled", number, outcome })).toBeNull();
  }
  expect([0, 1, 2].map((number) => run.track(number).state)).toEqual(["lost", "failed", "pending"]);
  expect(run.track(0).reason).toBe("interrupted: its runner was stopped while it ran");
});
