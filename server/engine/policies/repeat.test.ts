import { describe, expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "../check/findings.ts";

const counting = (more: object = {}) => ({
  script: "echo {n}",
  inputs: { n: { type: "integer", from: "index" } },
  repeat: { until: "result.left == '0'", max: 3, delay: "5s", ...more },
});

function begin(vertex: object): SimulatedPipeline {
  return new SimulatedPipeline(contentOf({ A: vertex, B: { script: "b" } }, ["A -> B"]));
}

function round(run: SimulatedPipeline, left: string): void {
  run.claim(0);
  run.end(0, "succeeded", { left });
}

describe("a vertex with repeat", () => {
  test("succeeds once its condition holds, with the outputs of the last round", () => {
    const run = begin(counting());
    round(run, "2");
    expect(run.track(0)).toMatchObject({
      state: "sleeping",
      reason: "round 2 of 3 in 5s",
      outputs: { left: "2" },
    });
    run.feed({ type: "timer-due", number: 0 });
    expect(run.track(0)).toMatchObject({ state: "pending", outputs: { left: "2" } });
    round(run, "0");
    expect(run.states()).toEqual({ A: "succeeded", B: "pending" });
    expect(run.track(0).outputs).toEqual({ left: "0" });
  });

  test("fails after its last round, or if its condition cannot be evaluated; a retry by a person counts the rounds from 0", () => {
    const run = begin(counting({ delay: "0s" }));
    for (const left of ["3", "2", "1"]) round(run, left);
    expect(run.track(0)).toMatchObject({
      state: "failed",
      reason: 'not done after 3 rounds: `result.left == \'0\'` does not hold (result is {"left":"1"})',
    });
    run.feed({ type: "retried", number: 0 });
    expect(run.track(0)).toMatchObject({ state: "pending", retries: 0, outputs: null });
    run.claim(0);
    run.end(0, "succeeded", {});
    expect(run.track(0).reason).toMatch(/^it is unknown whether it is done: .*No such key/);
  });

  test("ends when a round fails, and when its pipeline is cancelled", () => {
    const failed = begin(counting());
    failed.claim(0);
    failed.end(0, "failed");
    expect(failed.track(0).state).toBe("failed");
    const cancelled = begin(counting());
    cancelled.claim(0);
    cancelled.feed({ type: "cancelled", by: "ann" });
    cancelled.end(0, "succeeded", { left: "2" });
    expect(cancelled.track(0).state).toBe("succeeded");
    expect(cancelled.pipeline.state).toBe("cancelled");
  });
});

describe("a vertex between rounds", () => {
  const beside = (more: object = {}) =>
    new SimulatedPipeline(
      contentOf({ A: counting(), X: { script: "x" }, B: { script: "b" } }, [
        { tail: "A", head: "B", ...more },
      ]),
    );

  test("that a failure elsewhere skips has not succeeded: after a retry it starts with the first round", () => {
    const run = beside();
    run.claim(0);
    run.claim(1);
    run.end(1, "failed");
    run.end(0, "succeeded", { left: "2" });
    expect(run.track(0)).toMatchObject({ state: "skipped", outputs: null, retries: 0 });
    run.feed({ type: "retried", number: 1 });
    expect(run.states()).toEqual({ A: "pending", X: "pending", B: "waiting" });
  });

  test("whose next round fails keeps no outputs of the round before", () => {
    const run = beside({ when: "always" });
    round(run, "2");
    run.feed({ type: "timer-due", number: 0 });
    run.claim(0);
    run.end(0, "failed");
    expect(run.track(0)).toMatchObject({ state: "failed", outputs: null });
  });

  test("that stops at a break point can read the round before when it goes on", () => {
    const run = beside();
    round(run, "2");
    run.feed({ type: "timer-due", number: 0 });
    run.feed({ type: "break", number: 0, isSet: true });
    run.feed({ type: "break", number: 0, isSet: false });
    expect(run.history.at(-1)).toMatchObject({ to: "pending", keepsOutputs: true });
    expect(run.track(0)).toMatchObject({ retries: 1, outputs: { left: "2" } });
  });
});

test("check knows the names that rounds read, and the fields that cannot be combined with repeat", () => {
  const texts = (vertex: object) => findingsOf(contentOf({ A: vertex }, [])).map(({ text }) => text);
  expect(
    texts({
      ...counting(),
      inputs: { n: { type: "json", from: "last" }, m: { type: "integer", from: "index" } },
      script: "echo {n} {m}",
    }),
  ).toEqual([]);
  expect(texts(counting({ until: "result.x + 1" }))[0]).toMatch(/rounds of A/);
  expect(texts(counting({ until: "outputs.A.x == 1" }))[0]).toMatch(/there is no `outputs` here/);
  expect(texts({ ...counting(), retry: { max: 1 } })[0]).toMatch(/`repeat` and `retry`/);
});
