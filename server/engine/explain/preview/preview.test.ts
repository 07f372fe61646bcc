import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryChoices, arbitraryGraph, feedRandomEvent, finish } from "#testing/engine/arbitrary-run.ts";
import { pipelineOf, runAll } from "#testing/engine/run-all.ts";
import { SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { failedToRetry } from "../../transition/retry-failed.ts";
import type { FailedChildren, PreviewedAct } from "./pipeline-copy.ts";
import { type Preview, previewOf, whyNoPreview } from "./preview.ts";

const x = { script: "x" };
const undoable = { script: "x", revert: "u" };

function previewIn(run: SimulatedPipeline, act: PreviewedAct): Preview {
  const { pipeline, tracks } = run.rows();
  return previewOf(run.plan, pipeline, tracks, act, run.factsNow);
}

/** The lists of a preview that hold anything, by the names of the vertices. */
function named(run: SimulatedPipeline, act: PreviewedAct): Record<string, unknown> {
  const { pipeline: _, inside: __, ...preview } = previewIn(run, act);
  const lists = Object.entries(preview).filter(([, value]) => value !== null && value.length > 0);
  return Object.fromEntries(
    lists.map(([key, value]) => [
      key,
      typeof value === "string" ? value : (value ?? []).map((each) => run.plan.vertices[each]?.name),
    ]),
  );
}

/** A pipeline of which P has failed with its child pipeline. */
function parentOf(): SimulatedPipeline {
  const graph = { name: "inner", revision: 1, digest: `sha256:${"0a".repeat(32)}` };
  const run = pipelineOf({ P: { kind: "graph", graph } }, []);
  run.feed({ type: "settled", number: 0, outcome: { to: "failed", reason: "failed", random: 0 } });
  return run;
}

/** The children of P, of which there is one. */
function below(run: SimulatedPipeline, children: FailedChildren = new Map()): FailedChildren {
  return new Map([[0, { plan: run.plan, ...run.rows(), facts: run.factsNow, whyNot: null, children }]]);
}

function runsInside(run: SimulatedPipeline, act: PreviewedAct, children: FailedChildren) {
  const { pipeline, tracks } = run.rows();
  const facts = run.factsNow;
  const said = previewOf(run.plan, pipeline, tracks, act, facts, undefined, undefined, children);
  const names = (numbers: readonly number[]) => numbers.map((each) => run.plan.vertices[each]?.name);
  return {
    refused: said.refused,
    begins: names(said.begins),
    anew: names(said.anew),
    inside: said.inside,
  };
}

/** What needs no child pipeline. */
type ActOfPipeline = Exclude<PreviewedAct, { type: "retry-inside" }>;

/** Does what the act says, as the services do. */
function doIt(run: SimulatedPipeline, act: ActOfPipeline): string | null {
  if (act.type !== "retry-failed") return run.feed(act);
  let done = 0;
  let refused: string | null = "nothing";
  for (const number of failedToRetry(run.plan, (each) => run.track(each))) {
    const why = run.feed({ type: "retried", number });
    if (why === null) done += 1;
    refused = why ?? refused;
  }
  return done > 0 ? null : refused;
}

describe("before a person acts", () => {
  test("a retry of all that failed names what begins, what follows and what is used again", () => {
    const run = runAll(
      pipelineOf({ a: x, b: x, c: x, d: x }, ["a -> b", "a -> c", "b -> d", "c -> d"], {
        onFailure: "continue",
      }),
      ["b", "c"],
    );
    expect(named(run, { type: "retry-failed" })).toEqual({
      begins: ["b", "c"],
      follows: ["d"],
      reused: ["a"],
    });
    expect(named(run, { type: "retried", number: 1 })).toEqual({
      begins: ["b"],
      follows: ["d"],
      reused: ["a"],
      left: ["c"],
    });
    expect(previewIn(run, { type: "retry-failed" }).pipeline).toEqual({
      before: "failed",
      after: "running",
      isFinishing: false,
    });
  });

  test("a retry names what it makes stale, and a rerun runs that again", () => {
    const run = runAll(
      pipelineOf({ a: x, tell: x, last: x }, [{ tail: "a", head: "tell", when: "always" }, "tell -> last"]),
      ["a"],
    );
    expect(named(run, { type: "retried", number: 0 })).toEqual({
      begins: ["a"],
      reused: ["tell", "last"],
      stale: ["tell", "last"],
    });
    expect(named(run, { type: "rerun", number: 0 })).toEqual({ begins: ["a"], follows: ["tell", "last"] });
  });

  test("an undo names what is undone in which order, and what cannot be undone", () => {
    const run = runAll(pipelineOf({ a: undoable, b: x, c: undoable }, ["a -> b", "b -> c"]));
    const undo = { type: "undo", from: null, by: "ann" } as const;
    expect(named(run, undo)).toEqual({ undoes: ["c", "a"], notUndone: ["b"] });
    expect(named(run, { ...undo, from: 2 })).toEqual({ undoes: ["c"], begins: ["c"] });
  });

  test("a failed track goes on in its child pipeline, and what runs there is named through all levels", () => {
    const inner = runAll(pipelineOf({ good: x, bad: x, last: x }, ["good -> bad", "bad -> last"]), ["bad"]);
    const [middle, outer] = [parentOf(), parentOf()];
    const children = below(middle, below(inner));
    expect(runsInside(outer, { type: "retry-failed" }, children)).toEqual({
      ...{ refused: null, begins: ["P"], anew: [] },
      inside: [{ number: 0, runs: [0], inside: [{ number: 0, runs: [1, 2], inside: [] }] }],
    });
    const one = { type: "retry-inside", number: 0 } as const;
    expect(runsInside(outer, one, children).inside).toHaveLength(1);
    expect(runsInside(outer, one, new Map()).refused).toMatch(/no failed child pipeline that can go on/);
    const full = new Map(
      [...children].map(([number, child]) => [number, { ...child, whyNot: "It is full." }]),
    );
    expect(runsInside(outer, { type: "retry-failed" }, full)).toMatchObject({ refused: "It is full." });
  });

  test("a child pipeline that has not failed, was cancelled or undone does not go on: the track launches another one", () => {
    const undone = runAll(pipelineOf({ good: undoable, bad: x }, ["good -> bad"]), ["bad"]);
    undone.feed({ type: "undo", from: null, by: "ann" });
    const mended = runAll(pipelineOf({ good: x }, []));
    const cancelled = pipelineOf({ a: x }, []);
    cancelled.feed({ type: "cancelled", by: "ann" });
    for (const child of [undone, mended, cancelled])
      expect(runsInside(parentOf(), { type: "retry-failed" }, below(child))).toMatchObject({
        ...{ refused: null, begins: ["P"], anew: ["P"], inside: [] },
      });
  });

  test("what is refused says why, and lists nothing", () => {
    const run = runAll(pipelineOf({ a: x }, []));
    expect(named(run, { type: "retry-failed" })).toEqual({ refused: "Nothing in the pipeline has failed." });
    expect(named(run, { type: "retried", number: 0 })).toEqual({
      refused: "a is succeeded: it cannot be retried now.",
    });
  });

  test("where an undo failed, a retry of all that failed tries that undo again", () => {
    const run = runAll(pipelineOf({ a: undoable, b: undoable }, ["a -> b"]));
    run.feed({ type: "undo", from: null, by: "ann" });
    run.claim(1);
    run.end(1, "failed");
    expect(named(run, { type: "retry-failed" })).toEqual({ undoes: ["b", "a"] });
  });

  test("exactly what was said happens, whatever the graph is and whatever happened before", () => {
    const acts = fc.tuple(
      fc.constantFrom("retry-failed", "retried", "rerun", "undo", "undo from"),
      fc.nat(99),
    );
    const undoableGraph = arbitraryGraph.map((content) => ({
      ...content,
      vertices: new Map(
        [...content.vertices].map(([name, spec], n) => [
          name,
          n % 3 === 0 || spec.kind === "wait"
            ? spec
            : { ...spec, revert: "u", ...(n % 3 === 1 && { revertFailed: true as const }) },
        ]),
      ),
    }));
    fc.assert(
      fc.property(
        undoableGraph,
        arbitraryChoices,
        acts,
        fc.nat(79),
        (content, choices, [type, which], steps) => {
          const run = new SimulatedPipeline(content);
          for (const choice of choices.slice(0, steps)) feedRandomEvent(run, choice);
          if (which % 2 === 0) finish(run);
          const act = actOf(run, type, which);
          const said = previewIn(run, act);
          const open = new Set(run.in("waiting", "pending", "prompting", "sleeping", "running", "lost"));
          const before = run.history.length;
          const refused = doIt(run, act);
          expect(refused === null).toBe(said.refused === null);
          if (refused !== null) return;
          undoAll(run);
          finish(run);
          const later = run.history.slice(before);
          const undone = later.flatMap(({ number, to }) => (to === "reverting" ? [number] : []));
          expect(new Set(undone)).toEqual(new Set(said.undoes));
          const announced = new Set([...said.begins, ...said.follows, ...said.stops]);
          const begun = new Set(later.flatMap(({ number, to }) => (to === "running" ? [number] : [])));
          for (const number of begun) expect(announced.has(number) || open.has(number)).toBe(true);
          for (const number of said.reused) expect(begun.has(number)).toBe(false);
          for (const number of said.begins) expect(later.some((move) => move.number === number)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});

function actOf(run: SimulatedPipeline, type: string, which: number): ActOfPipeline {
  const pick = (numbers: readonly number[]) => numbers[which % Math.max(1, numbers.length)] ?? 0;
  switch (type) {
    case "retried":
      return { type, number: pick(run.in("failed", "lost", "sleeping", "revert_failed")) };
    case "rerun":
      return { type, number: pick(run.in("succeeded", "failed", "skipped")) };
    case "undo":
      return { type, from: null, by: "ann" };
    case "undo from":
      return { type: "undo", from: which % run.plan.vertices.length, by: "ann" };
    default:
      return { type: "retry-failed" };
  }
}

function undoAll(run: SimulatedPipeline): void {
  for (let [number] = run.in("reverting"); number !== undefined; [number] = run.in("reverting")) {
    run.claim(number);
    run.end(number, "succeeded");
  }
}

test("an undo and a retry of all that failed are followed for a thousand tracks, other acts for any number", () => {
  const undo: PreviewedAct = { type: "undo", from: null, by: "ann" };
  expect(whyNoPreview(1_000, undo)).toBeNull();
  expect(whyNoPreview(1_001, undo)).toMatch(/1001 tracks/);
  expect(whyNoPreview(1_001, { type: "retry-failed" })).toMatch(/all the same/);
  expect(whyNoPreview(10_000, { type: "retried", number: 0 })).toBeNull();
  const names = Array.from({ length: 1_001 }, (_, place) => `v${place}`);
  const run = pipelineOf(Object.fromEntries(names.map((name) => [name, x])), []);
  expect(named(run, { type: "retry-failed" })).toEqual({ refused: "Nothing in the pipeline has failed." });
  run.claim(0);
  run.end(0, "failed");
  expect(named(run, { type: "retry-failed" })).toEqual({ notListed: whyNoPreview(1_001, undo) });
});
