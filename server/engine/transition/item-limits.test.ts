import fc from "fast-check";
import { expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { whyOf } from "../explain/why.ts";
import type { VertexSpec } from "../model/graph-content.ts";
import { itemRules } from "../plan/item-rules.ts";
import type { PipelineEvent } from "../plan/pipeline-now.ts";
import { settlementFor } from "./settlement.ts";

type Rules = Omit<NonNullable<VertexSpec["foreach"]>, "items">;

/** A pipeline of this many items, named i0, i1, i2 … */
function itemsWith(
  count: number,
  rules: Rules,
  item: object = { script: "x" },
  unfit: readonly number[] = [],
) {
  const names = Array.from({ length: count }, (_, place) => `i${place}`);
  const content = contentOf(Object.fromEntries(names.map((name) => [name, item])), [], {
    onFailure: "continue",
  });
  const problems = unfit.map((number) => [number, { n: "it does not fit" }] as const);
  const foreach = itemRules({ foreach: { items: "[]", ...rules } }, count);
  return new SimulatedPipeline(content, {}, [], new Map(problems), foreach);
}

function fail(run: SimulatedPipeline, ...numbers: readonly number[]): void {
  for (const number of numbers) {
    run.claim(number);
    run.end(number, "failed");
  }
}

const statesOf = (run: SimulatedPipeline) => Object.values(run.states()).join(" ");

test("with failFast nothing new starts after the first failure, and what runs ends by itself", () => {
  const run = itemsWith(4, { failFast: true });
  run.claim(0);
  fail(run, 1);
  expect(statesOf(run)).toBe("running failed skipped skipped");
  expect(run.track(2).reason).toBe("not started: one of 4 items failed");
  run.end(0, "succeeded");
  expect(run.pipeline).toMatchObject({
    state: "failed",
    reason: "i1 failed: exit 1; one of 4 items failed",
  });
});

test("items go on until more than maxFailures have failed; a share is of the number of items", () => {
  for (const maxFailures of [2, "10%", "14%"] as const) {
    const run = itemsWith(20, { maxFailures });
    fail(run, 3, 4);
    expect(run.in("pending")).toHaveLength(18);
    fail(run, 9);
    expect(run.in("skipped")).toHaveLength(17);
    expect(run.track(19).reason).toBe("not started: more than 2 of 20 items failed");
  }
  expect(itemRules({ foreach: { items: "[]", maxFailures: "10%" } }, 9).maxFailures).toBe(0);
});

test("an item that waits for another attempt does not run again once too many have failed", () => {
  const run = itemsWith(3, { failFast: true }, { script: "x", retry: { max: 1, delay: "1m" } });
  fail(run, 0);
  expect(run.stateOf("i0")).toBe("sleeping");
  fail(run, 1);
  run.feed({ type: "timer-due", number: 1 });
  fail(run, 1);
  expect(statesOf(run)).toBe("skipped failed skipped");
  expect(run.track(0).reason).toBe("not run again: one of 3 items failed");
});

test("an item whose values do not fit is a failure like any other", () => {
  expect(statesOf(itemsWith(4, { failFast: true }, { script: "x" }, [2]))).toBe(
    "skipped skipped failed skipped",
  );
  expect(statesOf(itemsWith(4, { maxFailures: 1 }, { script: "x" }, [2]))).toBe(
    "pending pending failed pending",
  );
});

test("a retry takes up what was not started, as soon as no more than maxFailures count as failed", () => {
  const run = itemsWith(5, { maxFailures: 1 });
  for (const number of [0, 1, 2]) run.claim(number);
  for (const number of [0, 1, 2]) run.end(number, "failed");
  expect(statesOf(run)).toBe("failed failed failed skipped skipped");
  run.feed({ type: "retried", number: 0 });
  expect(statesOf(run)).toBe("pending failed failed skipped skipped");
  run.feed({ type: "retried", number: 1 });
  expect(statesOf(run)).toBe("pending pending failed pending pending");
  fail(run, 0);
  expect(statesOf(run)).toBe("failed skipped failed skipped skipped");
  const forced = { type: "forced", to: "succeeded", reason: "by hand" } as const;
  run.feed({ ...forced, number: 0 });
  expect(statesOf(run)).toBe("succeeded pending failed pending pending");
});

test("an item that was stopped has failed, so that a retry takes it", () => {
  const run = itemsWith(3, { maxFailures: 0, onFailFast: "stop" });
  run.claim(0);
  fail(run, 1);
  const end = { exitCode: null, signal: "SIGTERM", outputText: null, isOutputCut: false } as const;
  const killed = { ...end, endedBy: "cancelled", spawnError: null } as const;
  const outcome = settlementFor(run.plan, 0, killed, run.pipeline, 0.5);
  expect(outcome).toEqual({ to: "failed", reason: "stopped: one of 3 items failed", exit: null });
  expect(settlementFor(run.plan, 0, killed, { ...run.pipeline, cancelledBy: "ann" }, 0.5).to).toBe(
    "cancelled",
  );
  run.feed({ type: "settled", number: 0, outcome });
  expect(statesOf(run)).toBe("failed failed skipped");
});

test("the next batch starts only when every item of the batch has ended", () => {
  const run = itemsWith(5, { batch: 2 });
  expect(statesOf(run)).toBe("pending pending waiting waiting waiting");
  expect(whyOf(run.plan, { ...run.track(4), token: null }, () => undefined, false)).toBe(
    "It is in batch 3 of 3: it starts when every item of the batches before has ended.",
  );
  fail(run, 0);
  expect(statesOf(run)).toBe("failed pending waiting waiting waiting");
  run.claim(1);
  run.end(1, "succeeded");
  expect(statesOf(run)).toBe("failed succeeded pending pending waiting");
  fail(run, 2, 3, 4);
  expect(run.pipeline.state).toBe("failed");
});

test("a batch starts after its pause, by a time that is stored", () => {
  const run = itemsWith(3, { batch: 2, pause: 30_000 });
  for (const number of [0, 1]) {
    run.claim(number);
    run.end(number, "succeeded");
  }
  expect(run.track(2)).toMatchObject({
    state: "sleeping",
    sleep: "batch",
    reason: "batch 2 of 2 starts in 30s",
  });
  expect(run.history.at(-1)).toMatchObject({ number: 2, sleepMs: 30_000 });
  run.feed({ type: "timer-due", number: 2 });
  expect(run.stateOf("i2")).toBe("pending");
});

test("a batch whose items all fail at once is followed by the next one", () => {
  expect(statesOf(itemsWith(6, { batch: 2 }, { script: "x" }, [0, 1, 2, 3]))).toBe(
    "failed failed failed failed pending pending",
  );
});

test("an item that runs again holds up the batch that has not begun", () => {
  const run = itemsWith(4, { batch: 2, pause: 30_000 });
  fail(run, 0, 1);
  expect(statesOf(run)).toBe("failed failed sleeping sleeping");
  run.feed({ type: "retried", number: 0 });
  run.feed({ type: "timer-due", number: 2 });
  expect(statesOf(run)).toBe("pending failed waiting sleeping");
  run.claim(0);
  run.end(0, "succeeded");
  run.feed({ type: "timer-due", number: 3 });
  expect(statesOf(run)).toBe("succeeded failed sleeping pending");
});

test("whatever happens in any order, no item starts too early, after too many failures, or never", () => {
  const rules = fc.record(
    {
      maxFailures: fc.constantFrom<number | string>(0, 1, 2, "20%", "50%"),
      batch: fc.integer({ min: 1, max: 4 }),
      pause: fc.constantFrom(0, 1_000),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Rules>;
  const settings = fc.constantFrom<object>(
    { script: "x" },
    { script: "x", retry: { max: 1, delay: "1s" } },
    { script: "x", onLost: "retry" },
    { kind: "wait", wait: { for: "3s" } },
    { script: "x", inputs: { n: { type: "string", required: true } } },
  );
  const acts = fc.array(fc.tuple(fc.nat(11), fc.nat(7)), { maxLength: 60 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      rules,
      settings,
      fc.array(fc.nat(7)),
      acts,
      (count, given, item, bad, list) => {
        // The laws are checked after every event: see testing/engine/item-laws.ts.
        const run = itemsWith(
          count,
          given,
          item,
          bad.filter((number) => number < count),
        );
        for (const [what, place] of list) act(run, what, place % count);
        for (let left = 400; run.pipeline.state === "running" && left > 0; left -= 1)
          for (let number = 0; number < count; number += 1) goOn(run, number);
        expect(run.pipeline.state).not.toBe("running");
      },
    ),
    { numRuns: 1_000 },
  );
});

function act(run: SimulatedPipeline, what: number, number: number): void {
  const { state } = run.track(number);
  if (state === "pending") run.claim(number);
  else if (what < 3 && (state === "running" || state === "lost")) run.end(number, "failed");
  else if (what < 5 && state === "running") run.end(number, "succeeded");
  else if (what < 8) goOn(run, number);
  else {
    const events: readonly PipelineEvent[] = [
      { type: "lost", number, reason: "lost" },
      { type: "retried", number },
      { type: "rerun", number },
      { type: "forced", number, to: "skipped", reason: "by hand" },
    ];
    const event = events[what - 8];
    if (event !== undefined) run.feed(event);
  }
}

function goOn(run: SimulatedPipeline, number: number): void {
  const { state } = run.track(number);
  if (state === "pending") run.claim(number);
  else if (state === "running" || state === "lost") run.end(number, "succeeded");
  else if (state === "sleeping") run.feed({ type: "timer-due", number });
  else if (state === "prompting") run.answer(number, { n: "x" });
}

test("of items that run a graph, at most `parallel` run at once, and the next begins when one ends", () => {
  const graph = { name: "host", revision: 1, digest: `sha256:${"0a".repeat(32)}` };
  const names = ["a", "b", "c", "d", "e"];
  const item = { kind: "graph", graph };
  const more = { onFailure: "continue", limits: { tracks: 2 } };
  const content = contentOf(Object.fromEntries(names.map((name) => [name, item])), [], more);
  const run = new SimulatedPipeline(content, {}, [], new Map(), itemRules({ foreach: { items: "[]" } }, 5));
  const busy = () => run.in("sleeping");
  expect(busy()).toEqual([0, 1]);
  run.end(1, "failed");
  expect(busy()).toEqual([0, 2]);
  expect(run.feed({ type: "retried", number: 1 })).toBeNull();
  expect(run.stateOf("b")).toBe("waiting");
  for (let [number] = busy(); number !== undefined; [number] = busy()) {
    expect(busy().length).toBeLessThanOrEqual(2);
    run.end(number, "succeeded");
  }
  expect(run.pipeline.state).toBe("succeeded");
});
