import { describe, expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "../check/findings.ts";
import { vertexFacts } from "./vertex-facts.ts";

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
      rounds: { done: 1, last: { left: "2" } },
    });
    run.feed({ type: "timer-due", number: 0 });
    expect(run.track(0)).toMatchObject({ state: "pending", outputs: null, rounds: { done: 1 } });
    round(run, "0");
    expect(run.states()).toEqual({ A: "succeeded", B: "pending" });
    expect(run.track(0).outputs).toEqual({ left: "0" });
  });

  test("fails after its last round; a retry by a person adds one round and runs no earlier one again", () => {
    const run = begin(counting({ delay: "0s" }));
    for (const left of ["3", "2", "1"]) round(run, left);
    expect(run.track(0)).toMatchObject({
      state: "failed",
      reason: 'not done after 3 rounds: `result.left == \'0\'` does not hold (result is {"left":"1"})',
    });
    run.feed({ type: "retried", number: 0 });
    expect(run.track(0)).toMatchObject({ state: "pending", rounds: { done: 3, last: { left: "1" } } });
    round(run, "1");
    expect(run.track(0).reason).toMatch(/^not done after 4 rounds/);
    run.feed({ type: "retried", number: 0 });
    round(run, "0");
    expect(run.track(0)).toMatchObject({ state: "succeeded", attempt: 5, outputs: { left: "0" } });
  });

  test("goes on with the round that failed, its number and the outputs before it, after a retry by a person", () => {
    const run = begin(counting({ delay: "0s" }));
    round(run, "2");
    run.claim(0);
    run.end(0, "failed");
    expect(run.track(0)).toMatchObject({ state: "failed", reason: "round 2: exit 1", outputs: null });
    run.feed({ type: "retried", number: 0 });
    const facts = vertexFacts(run.plan, 0, { params: {}, pipeline: {}, now: 0 }, (each) => run.track(each));
    expect(facts.more).toEqual({ index: 1, last: new Map([["left", "2"]]) });
    round(run, "1");
    expect(run.track(0)).toMatchObject({ state: "pending", rounds: { done: 2 } });
  });

  test("runs a round again whose condition could not be worked out, and all rounds if it is run again with what is behind it", () => {
    const run = begin(counting({ delay: "0s" }));
    round(run, "2");
    run.claim(0);
    run.end(0, "succeeded", {});
    expect(run.track(0).reason).toMatch(/^round 2: it is unknown whether it is done: .*No such key/);
    run.feed({ type: "retried", number: 0 });
    expect(run.track(0).rounds).toEqual({ done: 1, last: { left: "2" } });
    round(run, "0");
    run.feed({ type: "rerun", number: 0 });
    expect(run.track(0)).toMatchObject({ state: "pending", rounds: null });
  });

  test("of a graph goes on with the round that failed, with its child that was taken up or with another one", () => {
    const graph = { name: "g", revision: 1, digest: `sha256:${"0a".repeat(32)}` };
    const run = begin({ kind: "graph", graph, repeat: { until: "result.left == '0'", max: 9 } });
    const end = (outcome: { left: string } | null) =>
      run.feed({
        type: "settled",
        number: 0,
        outcome:
          outcome === null
            ? { to: "failed", reason: "pipeline 7 failed", random: 0 }
            : { to: "succeeded", next: null, outputs: outcome },
      });
    end({ left: "2" });
    end(null);
    run.feed({ type: "child-reopened", number: 0 });
    expect(run.track(0)).toMatchObject({ attempt: 2, rounds: { done: 1 } });
    end({ left: "1" });
    end(null);
    run.feed({ type: "retried", number: 0 });
    expect(run.track(0)).toMatchObject({ attempt: 4, rounds: { done: 2, last: { left: "1" } } });
    end({ left: "0" });
    expect(run.stateOf("A")).toBe("succeeded");
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

  test("that a failure elsewhere skips has not succeeded: after a retry it goes on with its next round", () => {
    const run = beside();
    run.claim(0);
    run.claim(1);
    run.end(1, "failed");
    run.end(0, "succeeded", { left: "2" });
    expect(run.track(0)).toMatchObject({ state: "skipped", outputs: null, rounds: { done: 1 } });
    run.feed({ type: "retried", number: 1 });
    expect(run.states()).toEqual({ A: "pending", X: "pending", B: "waiting" });
  });

  test("whose next round fails has no outputs", () => {
    const run = beside({ when: "always" });
    round(run, "2");
    run.feed({ type: "timer-due", number: 0 });
    run.claim(0);
    run.end(0, "failed");
    expect(run.track(0)).toMatchObject({ state: "failed", outputs: null });
  });

  test("that stops at a breakpoint can read the round before when it goes on", () => {
    const run = beside();
    round(run, "2");
    run.feed({ type: "timer-due", number: 0 });
    run.feed({ type: "break", number: 0, isSet: true });
    run.feed({ type: "break", number: 0, isSet: false });
    expect(run.track(0)).toMatchObject({
      state: "pending",
      rounds: { done: 1, last: { left: "2" } },
    });
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
