import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryChoices, arbitraryGraph, feedRandomEvent, finish } from "#testing/engine/arbitrary-run.ts";
import { pipelineOf, runAll } from "#testing/engine/run-all.ts";
import type { SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { SimulatedPipeline as Simulated } from "#testing/engine/simulated-pipeline.ts";
import { isEnded } from "../../model/track.ts";
import type { PreviewedAct } from "./pipeline-copy.ts";
import { type Preview, previewOf } from "./preview.ts";

const x = { script: "x" };
const chain = ["a -> b", "b -> c"];

function previewIn(run: SimulatedPipeline, act: PreviewedAct, claimed: readonly number[] = []): Preview {
  const { pipeline, tracks } = run.rows();
  const isClaimed = (number: number) => claimed.includes(number);
  return previewOf(run.plan, pipeline, tracks, act, run.factsNow, isClaimed);
}

/** What is said beforehand: the lists that hold anything, by the names of the vertices, and the pipeline's states. */
function said(
  run: SimulatedPipeline,
  act: PreviewedAct,
  claimed: readonly number[] = [],
): Record<string, unknown> {
  const { pipeline, refused, notListed, inside: _, ...lists } = previewIn(run, act, claimed);
  const named = Object.entries(lists).flatMap(([key, numbers]) =>
    numbers.length === 0 ? [] : [[key, numbers.map((each) => run.plan.vertices[each]?.name).join(" ")]],
  );
  return {
    ...Object.fromEntries(named),
    ...(refused !== null && { refused }),
    ...(notListed !== null && { notListed }),
    ...(pipeline !== null && { pipeline: `${pipeline.before} -> ${pipeline.after}` }),
    ...(pipeline?.isFinishing && { isFinishing: true }),
  };
}

const marked = (number: number, to: "succeeded" | "failed" | "skipped", more: object = {}) =>
  ({ type: "forced", number, to, reason: "seen", ...more }) as const;

describe("before a person decides how a track ended", () => {
  test("a lost track: what begins, what is reached later, what does not run, and how the pipeline ends", () => {
    const run = pipelineOf({ a: x, b: x, c: x }, chain);
    run.claim(0);
    run.feed({ type: "lost", number: 0, reason: "lost" });
    expect(said(run, marked(0, "succeeded"))).toEqual({
      begins: "b",
      follows: "c",
      pipeline: "running -> running",
    });
    expect(said(run, marked(0, "failed"))).toEqual({
      notRun: "b c",
      left: "a",
      pipeline: "running -> failed",
    });
  });

  test("a running script is ended, and what reacts to the failure begins", () => {
    const run = pipelineOf({ a: x, b: x, mend: x }, ["a -> b", { tail: "a", head: "mend", when: "failed" }]);
    run.claim(0);
    expect(said(run, marked(0, "failed"))).toEqual({
      killed: "a",
      begins: "mend",
      notRun: "b",
      left: "a",
      pipeline: "running -> running",
    });
  });

  test("the last failure of a pipeline: it becomes succeeded", () => {
    const run = runAll(pipelineOf({ a: x }, []), ["a"]);
    expect(said(run, marked(0, "skipped"))).toEqual({ pipeline: "failed -> succeeded" });
  });

  test("the outputs that are typed and the successors that are chosen decide what goes on", () => {
    const run = runAll(
      pipelineOf({ a: { ...x, outputs: { n: { type: "string" } } }, many: x, few: x }, [
        { tail: "a", head: "many", when: "outputs.a.n == 'many'" },
        { tail: "a", head: "few", default: true },
      ]),
      ["a"],
    );
    expect(said(run, marked(0, "succeeded", { outputs: { n: "many" } }))).toMatchObject({ begins: "many" });
    expect(said(run, marked(0, "succeeded", { outputs: { n: "two" } }))).toMatchObject({ begins: "few" });
    expect(said(run, marked(0, "skipped", { next: [1, 2] }))).toMatchObject({ begins: "many few" });
  });

  test("a failure that undoes the pipeline lists what is undone and what begins after it", () => {
    const run = pipelineOf(
      { a: { script: "x", revert: "u" }, b: x, last: { ...x, final: "always" } },
      ["a -> b"],
      {
        onFailure: "revert",
      },
    );
    run.claim(0);
    run.end(0, "succeeded");
    run.claim(1);
    expect(said(run, marked(1, "failed"))).toMatchObject({
      killed: "b",
      undoes: "a",
      begins: "last",
      isFinishing: true,
    });
  });

  test("an undo script that runs is ended; of one that waits for a runner nothing is", () => {
    const run = runAll(pipelineOf({ a: { ...x, revert: "u" } }, []));
    run.feed({ type: "undo", from: null, by: "ann" });
    const ends = { pipeline: "reverting -> failed" };
    expect(said(run, marked(0, "failed"))).toEqual(ends);
    run.claim(0);
    expect(said(run, marked(0, "failed"), [0])).toEqual({ ...ends, killed: "a" });
  });

  test("an undo that is stopped keeps what ran before it from being undone, and nothing else", () => {
    const undoable = { ...x, revert: "u" };
    const run = runAll(
      pipelineOf({ first: undoable, plain: x, last: undoable, beside: undoable }, [
        "first -> plain",
        "plain -> last",
      ]),
    );
    run.feed({ type: "undo", from: null, by: "ann" });
    expect(said(run, marked(2, "failed"))).toEqual({
      undoes: "beside",
      notReached: "first",
      pipeline: "reverting -> failed",
    });
  });

  test("of a large pipeline that would be undone nothing is listed", () => {
    const undoable = { ...x, revert: "u" };
    const names = Array.from({ length: 1_000 }, (_, place) => `v${place}`);
    const run = pipelineOf(
      { b: x, a: undoable, ...Object.fromEntries(names.map((name) => [name, undoable])) },
      names.map((name) => `b -> ${name}`),
      { onFailure: "revert" },
    );
    run.claim(1);
    run.end(1, "succeeded");
    run.claim(0);
    expect(said(run, marked(0, "failed"))).toEqual({ notListed: expect.stringMatching(/1002 tracks/) });
  });

  test("what is forbidden says why", () => {
    const run = pipelineOf({ a: x }, []);
    expect(said(run, marked(0, "succeeded"))).toEqual({
      refused: "a is queued: it cannot be marked as succeeded now.",
    });
  });
});

describe("before a breakpoint", () => {
  test("is added: what stops, and what waits until then", () => {
    const run = pipelineOf({ a: x, b: x, c: x, d: { ...x, join: "any" }, last: { ...x, final: "always" } }, [
      ...chain,
      "a -> d",
      "c -> d",
    ]);
    run.claim(0);
    expect(said(run, { type: "break", number: 1, isSet: true })).toEqual({ stops: "b", heldBack: "c last" });
    expect(said(run, { type: "break", number: 0, isSet: true })).toEqual({});
  });

  test("is removed: what begins, and what runs if it is reached", () => {
    const run = pipelineOf({ a: x, b: x, c: x }, chain);
    run.feed({ type: "break", number: 0, isSet: true });
    expect(said(run, { type: "break", number: 0, isSet: false })).toEqual({ begins: "a", follows: "b c" });
  });
});

type Decision = Extract<PreviewedAct, { type: "forced" | "break" }>;
const KINDS = ["succeeded", "failed", "skipped", "break", "continue"] as const;

test("exactly what was said happens where nothing else does, whatever the graph is and whatever happened before", () => {
  const undoable = fc
    .tuple(arbitraryGraph, fc.constantFrom("stop", "continue", "revert"))
    .map(([content, onFailure]) => ({
      ...content,
      onFailure: onFailure as typeof content.onFailure,
      vertices: new Map(
        [...content.vertices].map(([name, spec], n) => [
          name,
          n % 2 === 0 || spec.kind === "wait" ? spec : { ...spec, revert: "u" },
        ]),
      ),
    }));
  let done = 0;
  fc.assert(
    fc.property(
      undoable,
      arbitraryChoices,
      fc.tuple(fc.constantFrom(...KINDS), fc.nat(99)),
      fc.nat(60),
      (content, choices, [kind, which], steps) => {
        const run = new Simulated(content);
        for (const choice of choices.slice(0, steps)) feedRandomEvent(run, choice);
        const act = actOf(run, kind, which);
        const before = previewIn(run, act);
        const open = run.pipeline.state;
        const from = run.history.length;
        const refused = run.feed(act);
        expect(refused).toBe(before.refused);
        if (refused !== null) return;
        done += 1;
        undoAll(run);
        mustHold(run, act, before, { open, from });
      },
    ),
    { numRuns: 400 },
  );
  // About a quarter of the decisions is allowed where chance leads.
  expect(done).toBeGreaterThan(40);
});

type Past = { readonly open: SimulatedPipeline["pipeline"]["state"]; readonly from: number };

/** Compares what was said with the tracks as they are after the act, and with how the pipeline ends. */
function mustHold(run: SimulatedPipeline, act: Decision, preview: Preview, { open, from }: Past): void {
  const { number } = act;
  const moved = [...new Set(run.history.slice(from).map((move) => move.number))].sort((a, b) => a - b);
  const isNow = (states: readonly string[]) => moved.filter((each) => states.includes(run.track(each).state));
  const others = (numbers: readonly number[]) =>
    act.type === "forced" ? numbers.filter((each) => each !== number) : numbers;
  const stopped = moved.filter((each) => run.track(each).sleep === "break");
  const isLater = (each: number) => run.track(each).sleep === "timer";
  const ready = isNow(["pending", "prompting", "sleeping"]).filter((each) => !stopped.includes(each));
  expect(preview.begins).toEqual(ready.filter((each) => !isLater(each)));
  expect(preview.notRun).toEqual(others(isNow(["skipped"])));
  expect(preview.fails).toEqual(others(isNow(["failed"])));
  // Of a breakpoint that is added it is said what stops there. Another one may be reached meanwhile, as it would be anyway.
  const isHold = act.type === "break" && act.isSet;
  for (const each of stopped) if (!isHold || each === number) expect(preview.stops).toContain(each);
  if (preview.pipeline !== null) {
    expect(preview.pipeline.before).toBe(open);
    expect(preview.pipeline.after).toBe(run.pipeline.state);
  }
  const ended = run.history.length;
  const held = new Set(preview.heldBack);
  finish(run);
  const later = run.history.slice(ended);
  if (preview.pipeline !== null && preview.pipeline.after !== "running") expect(later).toEqual([]);
  const atOthers = isHold ? stopped : [];
  const announced = new Set([...preview.begins, ...preview.follows, ...preview.stops, ...atOthers]);
  // What was open before the act may begin without it; what was reopened by it was named.
  for (const move of later)
    if (move.to === "running" && !announced.has(move.number)) expect(moved).not.toContain(move.number);
  const end = later.findIndex((move) => move.number === number && isEnded(move.to));
  for (const move of end < 0 ? later : later.slice(0, end))
    if (move.to === "running") expect(held.has(move.number)).toBe(false);
}

function actOf(run: SimulatedPipeline, kind: (typeof KINDS)[number], which: number): Decision {
  const pick = (numbers: readonly number[]) => numbers[which % Math.max(1, numbers.length)] ?? 0;
  if (kind === "break")
    return { type: "break", number: pick(run.in("waiting", "pending", "sleeping")), isSet: true };
  if (kind === "continue") return { type: "break", number: pick(run.in("sleeping")), isSet: false };
  return marked(pick(run.in("failed", "lost", "running", "sleeping", "revert_failed")), kind);
}

function undoAll(run: SimulatedPipeline): void {
  for (let [number] = run.in("reverting"); number !== undefined; [number] = run.in("reverting")) {
    run.claim(number);
    run.end(number, "succeeded");
  }
}
