import { expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";

const GRAPH = { name: "inner", revision: 1, digest: `sha256:${"0a".repeat(32)}` };
const P = 0;
const failed = { to: "failed", reason: "pipeline 7 failed", random: 0 } as const;
const succeeded = { to: "succeeded", next: null, outputs: { x: "1" } } as const;

function pipelineWith(more: object): SimulatedPipeline {
  const vertices = { P: { kind: "graph", graph: GRAPH, ...more }, after: { script: "true" } };
  return new SimulatedPipeline(contentOf(vertices, ["P -> after"]));
}

test("a failed track waits again for its child that a person has restarted, and what is behind it goes on", () => {
  const run = pipelineWith({});
  run.feed({ type: "settled", number: P, outcome: failed });
  expect(run.pipeline.state).toBe("failed");
  expect(run.feed({ type: "child-reopened", number: P })).toBeNull();
  run.feed({ type: "settled", number: P, outcome: succeeded });
  expect(run.track(P)).toMatchObject({ state: "succeeded", attempt: 1 });
  expect(run.stateOf("after")).toBe("pending");
});

test("a track that is about to launch another child waits for the one that a person has restarted instead", () => {
  const run = pipelineWith({ retry: { max: 1, delay: "1h" } });
  run.feed({ type: "settled", number: P, outcome: failed });
  expect(run.track(P)).toMatchObject({ state: "sleeping", sleep: "retry", retries: 1 });
  expect(run.feed({ type: "child-reopened", number: P })).toBeNull();
  expect(run.track(P)).toMatchObject({ state: "sleeping", sleep: "child", retries: 0, attempt: 1 });
  run.feed({ type: "settled", number: P, outcome: failed });
  expect(run.track(P)).toMatchObject({ state: "sleeping", sleep: "retry", retries: 1 });
  run.feed({ type: "timer-due", number: P });
  expect(run.track(P)).toMatchObject({ state: "sleeping", sleep: "child", attempt: 2 });
});

test("a child that a person restarted and that fails again gives its track no new retry", () => {
  const run = pipelineWith({ retry: { max: 1 } });
  for (let tries = 0; tries < 2; tries += 1) run.feed({ type: "settled", number: P, outcome: failed });
  expect(run.track(P)).toMatchObject({ state: "failed", attempt: 2 });
  expect(run.feed({ type: "child-reopened", number: P })).toBeNull();
  run.feed({ type: "settled", number: P, outcome: failed });
  expect(run.track(P)).toMatchObject({ state: "failed", attempt: 2 });
});

test("a track whose child succeeded does not wait for that child again", () => {
  const run = pipelineWith({});
  run.feed({ type: "settled", number: P, outcome: succeeded });
  expect(run.feed({ type: "child-reopened", number: P })).toMatch(/P is succeeded/);
});
