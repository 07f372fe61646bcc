import { describe, expect, test } from "vitest";
import { pipelineOf, runAll } from "#testing/engine/run-all.ts";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "../check/findings.ts";
import { NO_TIME } from "../model/track.ts";

const x = { script: "x" };
const late = (tail: string, head: string, more: object = {}) => ({ tail, head, after: "30m", ...more });

describe("an edge with after", () => {
  const vertices = { a: x, b: x, notify: x, report: x };
  const edges = ["a -> b", late("b", "notify"), "notify -> report"];

  test("starts its head when the time is over, counted from the begin of its tail, and does not touch the tail", () => {
    const run = pipelineOf(vertices, edges);
    expect(run.stateOf("notify")).toBe("waiting");
    run.claim(0);
    run.end(0, "succeeded");
    expect(run.history.at(-1)).toMatchObject({ to: "sleeping", sleep: "timer", sleepMs: 1_800_000 });
    run.claim(1);
    run.feed({ type: "timer-due", number: 2 });
    expect(run.states()).toEqual({ a: "succeeded", b: "running", notify: "pending", report: "waiting" });
    run.end(1, "succeeded");
    runAll(run);
    expect(run.states()).toMatchObject({ b: "succeeded", notify: "succeeded", report: "succeeded" });
    expect(run.pipeline).toMatchObject({ state: "succeeded", staleTracks: 0 });
  });

  test("skips its head when the tail ends in time, or is not reached", () => {
    const run = runAll(pipelineOf(vertices, edges));
    expect(run.track(2)).toMatchObject({ state: "skipped", reason: "b ended in time" });
    const broken = runAll(pipelineOf(vertices, edges), ["a"]);
    expect(broken.states()).toMatchObject({ b: "skipped", notify: "skipped", report: "skipped" });
    expect(broken.track(2).reason).toBe("b did not run");
  });

  test("counts while a person is asked", () => {
    const run = pipelineOf({ ask: { kind: "approval", prompt: { title: "Go?" } }, remind: x }, [
      late("ask", "remind"),
    ]);
    run.feed({ type: "timer-due", number: 1 });
    runAll(run);
    expect(run.states()).toEqual({ ask: "prompting", remind: "succeeded" });
  });

  test("goes on while another failure stops the pipeline, and ends with a cancel", () => {
    const run = pipelineOf({ a: x, notify: x, other: x }, [late("a", "notify")]);
    run.claim(0);
    run.claim(2);
    run.end(2, "failed");
    expect(run.stateOf("notify")).toBe("sleeping");
    run.feed({ type: "timer-due", number: 1 });
    run.claim(1);
    run.end(1, "failed");
    expect(run.feed({ type: "retried", number: 1 })).toBeNull();
    expect(run.stateOf("notify")).toBe("pending");
    const cancelled = pipelineOf({ a: x, notify: x }, [late("a", "notify")]);
    cancelled.claim(0);
    cancelled.feed({ type: "cancelled", by: "ann" });
    expect(cancelled.stateOf("notify")).toBe("cancelled");
  });

  test("starts again with its tail when that runs again with everything behind it", () => {
    const run = pipelineOf({ a: x, notify: x }, [late("a", "notify")]);
    run.claim(0);
    run.feed({ type: "timer-due", number: 1 });
    run.end(0, "succeeded");
    runAll(run);
    run.feed({ type: "rerun", number: 0 });
    expect(run.states()).toEqual({ a: "pending", notify: "sleeping" });
    runAll(run);
    expect(run.states()).toEqual({ a: "succeeded", notify: "skipped" });
  });

  test.for(["continue", "stop"])(
    "goes on while another track is retried, where onFailure is %s",
    (onFailure) => {
      const run = pipelineOf({ a: x, notify: x, other: x }, [late("a", "notify")], { onFailure });
      run.claim(0);
      run.claim(2);
      run.end(2, "failed");
      run.feed({ type: "retried", number: 2 });
      expect(run.track(1)).toMatchObject({ state: "sleeping", sleep: "timer" });
      expect(run.history.filter(({ number }) => number === 1)).toHaveLength(1);
      run.feed({ type: "timer-due", number: 1 });
      expect(run.stateOf("notify")).toBe("pending");
    },
  );

  test("starts again where the pipeline goes on after its timeout while the tail is at work", () => {
    const run = pipelineOf({ a: x, notify: x, other: x }, [late("a", "notify")], { timeout: "1h" });
    run.claim(0);
    run.claim(2);
    run.feed({ type: "overdue" });
    run.end(2, "failed");
    expect(run.stateOf("notify")).toBe("skipped");
    run.feed({ type: "retried", number: 2 });
    expect(run.track(1)).toMatchObject({ state: "sleeping", sleep: "timer" });
  });

  test("keeps its head from nothing that a person asks for: it starts at once", () => {
    const marked = pipelineOf({ a: x, notify: x }, [late("a", "notify")]);
    marked.claim(0);
    marked.feed({ type: "forced", number: 1, to: "failed", reason: "not now" });
    expect(marked.feed({ type: "retried", number: 1 })).toBeNull();
    expect(marked.stateOf("notify")).toBe("pending");
    const inTime = runAll(
      pipelineOf({ a: x, notify: x, report: x }, [late("a", "notify"), "notify -> report"]),
    );
    expect(inTime.stateOf("notify")).toBe("skipped");
    expect(inTime.feed({ type: "rerun", number: 1 })).toBeNull();
    runAll(inTime);
    expect(inTime.states()).toEqual({ a: "succeeded", notify: "succeeded", report: "succeeded" });
  });

  test("keeps its head from nothing that a person asks for by its name after the pipeline's timeout", () => {
    const overdue = () => {
      const run = pipelineOf({ a: x, notify: x, other: x }, [late("a", "notify")], { timeout: "1h" });
      run.claim(0);
      run.claim(2);
      run.feed({ type: "overdue" });
      run.end(0, "succeeded");
      run.end(2, "failed");
      expect(run.track(1)).toMatchObject({ state: "skipped", reason: NO_TIME });
      return run;
    };
    const named = overdue();
    expect(named.feed({ type: "retried", number: 1 })).toBeNull();
    expect(named.stateOf("notify")).toBe("pending");
    runAll(named);
    expect(named.pipeline).toMatchObject({ state: "failed", reason: "other failed: exit 1" });
    const all = overdue();
    expect(all.feed({ type: "retried", number: 1, isOfAll: true })).toBeNull();
    expect(all.track(1)).toMatchObject({ state: "skipped", reason: "a ended in time" });
  });

  test("has no condition, and its head has no other edge", () => {
    const codes = (edges_: readonly unknown[]) =>
      findingsOf(contentOf({ a: x, b: x, c: x }, edges_)).flatMap(({ code, level }) =>
        level === "error" ? [code] : [],
      );
    expect(codes([late("a", "b"), "b -> c"])).toEqual([]);
    expect(codes([late("a", "b", { when: "failed" }), "b -> c"])).toEqual(["timer-with-condition"]);
    expect(codes([late("a", "b"), "c -> b"])).toEqual(["timer-not-alone"]);
    const fixes = findingsOf(
      contentOf({ a: x, b: x, c: x }, [late("a", "b", { when: "failed" }), "c -> b"]),
    ).flatMap(({ fix }) => fix ?? []);
    expect(fixes).toEqual([
      { change: "timer", label: "Keep only after 30m", vertex: "b", tail: "a", after: "30m" },
      { change: "remove-edges", label: "Remove the other edges to b", vertex: "b", tails: ["c"] },
    ]);
  });
});
