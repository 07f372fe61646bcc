import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pipelineOf, runAll } from "#testing/engine/run-all.ts";
import type { SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { stillRunsAfterCancel } from "./after-cancel.ts";

const x = { script: "x" };
const always = (tail: string, head: string) => ({ tail, head, when: "always" });
const failed = (tail: string, head: string) => ({ tail, head, when: "failed" });

function foreseen(run: SimulatedPipeline) {
  const tracks = new Map(run.plan.vertices.map(({ number }) => [number, run.track(number)]));
  const { running, willRun, mayRun } = stillRunsAfterCancel(run.plan, run.pipeline, tracks);
  const names = (numbers: readonly number[]) => numbers.map((each) => run.plan.vertices[each]?.name);
  return { running: names(running), willRun: names(willRun), mayRun: names(mayRun) };
}

describe("after a cancel", () => {
  test("what runs ends by itself, and what hangs on always runs, with what is behind it if it succeeds", () => {
    const run = pipelineOf({ allocate: x, a: x, release: x, report: x, other: x }, [
      "allocate -> a",
      always("a", "release"),
      "release -> report",
      "a -> other",
    ]);
    run.claim(0);
    expect(foreseen(run)).toEqual({ running: ["allocate"], willRun: ["release"], mayRun: ["report"] });
  });

  test("a reaction to a failure may run only while the vertex that may fail runs", () => {
    const run = pipelineOf({ a: x, b: x, tell: x, mourn: x }, [failed("a", "tell"), failed("b", "mourn")]);
    run.claim(0);
    expect(foreseen(run)).toEqual({ running: ["a"], willRun: [], mayRun: ["tell"] });
  });

  test("a vertex that was ready, and that a reaction may still start, may run", () => {
    const run = pipelineOf({ a: x, b: x, either: { ...x, join: "any" } }, [
      "a -> either",
      failed("b", "either"),
    ]);
    run.claim(0);
    run.end(0, "succeeded");
    run.claim(1);
    expect(foreseen(run)).toEqual({ running: ["b"], willRun: [], mayRun: ["either"] });
  });

  test("of the final steps those run that run always", () => {
    const step = (final: string) => ({ ...x, final });
    const run = pipelineOf({ a: x, each: step("always"), bad: step("failed"), good: step("succeeded") }, []);
    expect(foreseen(run)).toEqual({ running: [], willRun: ["each"], mayRun: [] });
  });

  test("of a pipeline that has ended nothing runs", () => {
    expect(foreseen(runAll(pipelineOf({ a: x }, [])))).toEqual({ running: [], willRun: [], mayRun: [] });
  });

  test("exactly what was foreseen runs, whatever the graph is, where it was cancelled and what fails", () => {
    const NAMES = ["a", "b", "c", "d", "e", "f"];
    const edge = fc.record({
      pair: fc.tuple(fc.nat(4), fc.nat(4)),
      when: fc.constantFrom(undefined, undefined, "failed", "always"),
    });
    const kind = fc.constantFrom({ ...x }, { ...x, join: "any" }, { ...x, join: "every" });
    const graphs = fc.tuple(
      fc.array(kind, { minLength: 5, maxLength: 5 }),
      fc.array(edge, { maxLength: 8 }),
      fc.nat(6),
      fc.nat(3),
      fc.subarray(NAMES),
    );
    fc.assert(
      fc.property(graphs, ([specs, drawn, ended, begun, failing]) => {
        const vertices = {
          ...Object.fromEntries(specs.map((spec, n) => [NAMES[n], spec])),
          f: { ...x, final: "always" },
        };
        const edges = new Map(
          drawn.flatMap(({ pair: [one, other], when }) => {
            if (one === other) return [];
            const [tail, head] = [NAMES[Math.min(one, other)], NAMES[Math.max(one, other)]];
            return [[`${tail} ${head}`, { tail, head, ...(when !== undefined && { when }) }]];
          }),
        );
        const run = pipelineOf(vertices, [...edges.values()]);
        for (let n = 0; n < ended; n += 1) endNext(run, failing);
        for (const number of run.in("pending").slice(0, begun)) run.claim(number);
        if (run.pipeline.state !== "running") return;
        const { running, willRun, mayRun } = foreseen(run);
        const before = run.history.length;
        run.feed({ type: "cancelled", by: "ann" });
        for (const number of run.in("running"))
          run.end(number, failing.includes(NAMES[number] ?? "") ? "failed" : "succeeded");
        runAll(run, failing);
        const began = run.history
          .slice(before)
          .flatMap(({ number, to }) => (to === "running" ? [NAMES[number]] : []));
        expect([...willRun, ...mayRun]).toEqual(expect.arrayContaining(began));
        expect(began).toEqual(expect.arrayContaining(willRun));
        expect(began.filter((name) => running.includes(name))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

function endNext(run: SimulatedPipeline, failing: readonly string[]): void {
  const [number] = run.in("pending");
  if (number === undefined) return;
  run.claim(number);
  run.end(number, failing.includes(run.plan.vertices[number]?.name ?? "") ? "failed" : "succeeded");
}
