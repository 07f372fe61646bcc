import { describe, expect, test } from "vitest";
import { pipelineOf, runAll } from "#testing/engine/run-all.ts";

const x = { script: "x" };
const failed = (tail: string, head: string, more: object = {}) => ({ tail, head, when: "failed", ...more });

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
