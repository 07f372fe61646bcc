import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryChoices, arbitraryGraph, feedRandomEvent, finish } from "#testing/engine/arbitrary-run.ts";
import { runAll } from "#testing/engine/run-all.ts";
import { SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import type { GraphContent, VertexSpec } from "../model/graph-content.ts";
import { isBegun, isReady } from "../model/track.ts";

/** Runs a pipeline to its end, one track after the other. The named vertices fail, each time they run. */
function runWithFailures(content: GraphContent, failing: ReadonlySet<string>): SimulatedPipeline {
  const run = new SimulatedPipeline(content);
  for (let rounds = 0; rounds < 400 && run.pipeline.state === "running"; rounds += 1) {
    run.now += 60_000;
    for (const sleeping of run.in("sleeping")) run.feed({ type: "timer-due", number: sleeping });
    for (const prompting of run.in("prompting")) run.answer(prompting, { i: "x" });
    const [pending] = run.in("pending");
    if (pending === undefined) continue;
    run.claim(pending);
    run.end(pending, failing.has(run.plan.vertices[pending]?.name ?? "") ? "failed" : "succeeded");
  }
  return run;
}

const failing = fc
  .uniqueArray(fc.nat(8), { maxLength: 4 })
  .map((numbers) => new Set(numbers.map((number) => `v${number}`)));

test("a reaction changes no outcome: with it, every other track and the pipeline end as without it", () => {
  fc.assert(
    fc.property(
      arbitraryGraph,
      failing,
      fc.nat(8),
      fc.constantFrom("failed", "always"),
      (content, fails, which, when) => {
        const tail = `v${which % content.vertices.size}`;
        fc.pre(content.vertices.get(tail)?.final === undefined);
        const vertices = new Map([...content.vertices, ["reaction", { script: "x" }] as const]);
        const edges = [...content.edges, { tail, head: "reaction", when }];
        const without = runWithFailures(content, fails);
        const { reaction, ...others } = runWithFailures({ ...content, vertices, edges }, fails).states();
        expect(others).toEqual(without.states());
        const end = without.stateOf(tail);
        const runs = when === "always" || end === "failed";
        expect(reaction).toBe(runs ? "succeeded" : "skipped");
      },
    ),
    { numRuns: 300 },
  );
});

/** True for the events that are neither a kill nor another decision of a person, nor a skip of a running track. */
function isUndisturbed({ what, how }: { what: number; how: number }): boolean {
  return what < 2 ? how <= 80 : what === 2 || (what >= 15 && what < 30) || what >= 36;
}

test("the head of always edges runs exactly once in every pipeline, unless it is killed or a person runs it again", () => {
  fc.assert(
    fc.property(arbitraryGraph, arbitraryChoices, fc.nat(8), (content, choices, which) => {
      const tail = `v${which % content.vertices.size}`;
      fc.pre(content.vertices.get(tail)?.final === undefined);
      const vertices = new Map([...content.vertices, ["release", { script: "x" }] as const]);
      const edges = [...content.edges, { tail, head: "release", when: "always" }];
      const run = new SimulatedPipeline({ ...content, vertices, edges });
      const number = run.numberOf("release");
      for (const each of choices.filter(isUndisturbed)) feedRandomEvent(run, each);
      finish(run);
      expect(["succeeded", "failed"]).toContain(run.stateOf("release"));
      const ends = run.history.filter(
        (move) => move.number === number && (move.to === "succeeded" || move.to === "failed"),
      );
      expect(ends).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});

test("in a pipeline without stale tracks, everything that ran began after the last end of what it waits for", () => {
  fc.assert(
    fc.property(arbitraryGraph, arbitraryChoices, (content, choices) => {
      const run = new SimulatedPipeline(content);
      for (const each of choices) feedRandomEvent(run, each);
      finish(run);
      const lastMove = (number: number, ...to: readonly string[]) =>
        run.history.findLastIndex((move) => move.number === number && to.includes(move.to));
      for (const { number, ins, join, name } of run.plan.vertices) {
        const track = run.track(number);
        if (track.isStale || track.state !== "succeeded" || join === "any") continue;
        const began = lastMove(number, "pending", "prompting", "sleeping");
        for (const { tail, when } of ins) {
          const ended = lastMove(tail, "succeeded");
          const isTaken = run.track(tail).state === "succeeded" && when === "succeeded";
          if (isTaken && !(run.plan.vertices[tail]?.isRouted ?? false) && ended > began)
            throw new Error(`${name} is older than ${run.plan.vertices[tail]?.name}, and is not stale.`);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("the head of an edge with after waits only while its tail does, and sleeps for its time only while its tail does not", () => {
  fc.assert(
    fc.property(arbitraryGraph, arbitraryChoices, fc.nat(8), (content, choices, which) => {
      const tail = `v${which % content.vertices.size}`;
      fc.pre(content.vertices.get(tail)?.final === undefined);
      const vertices = new Map([...content.vertices, ["late", { script: "x" }] as const]);
      const edges = [...content.edges, { tail, head: "late", after: 60_000 }];
      const run = new SimulatedPipeline({ ...content, vertices, edges });
      const [looked, late] = [run.numberOf(tail), run.numberOf("late")];
      for (const each of choices) {
        feedRandomEvent(run, each);
        const { state, cancelledBy, isOverdue } = run.pipeline;
        if (state !== "running" || cancelledBy !== null || isOverdue) continue;
        const isAtWork = isReady(run.track(looked).state) || isBegun(run.track(looked).state);
        if (isAtWork) expect(run.stateOf("late")).not.toBe("waiting");
        else expect(run.track(late).sleep).not.toBe("timer");
      }
    }),
    { numRuns: 200 },
  );
});

test("a track that waits has all its retries and its whole polling time before it", () => {
  fc.assert(
    fc.property(arbitraryGraph, arbitraryChoices, (content, choices) => {
      const run = new SimulatedPipeline(content);
      for (const each of choices) {
        feedRandomEvent(run, each);
        for (const number of run.in("waiting"))
          expect(run.track(number)).toMatchObject({ retries: 0, giveUpAt: null });
      }
    }),
    { numRuns: 200 },
  );
});

const circumstances = fc.record({
  fails: failing,
  hasUndo: failing,
  undoFails: failing,
  onFailure: fc.constantFrom("continue", "revert", undefined),
  isUndone: fc.boolean(),
});

test("a final step that fails, is retried and succeeds leaves the pipeline as if it had not failed", () => {
  fc.assert(
    fc.property(arbitraryGraph, circumstances, (content, how) => {
      const { fails, hasUndo, undoFails, onFailure, isUndone } = how;
      const plain = [...content.vertices].filter(([, { final }]) => final === undefined);
      const undo = ([name, spec]: readonly [string, VertexSpec]) =>
        [name, hasUndo.has(name) ? { ...spec, revert: "u" } : spec] as const;
      const end = { script: "x", final: "always" } as const;
      const vertices = new Map<string, VertexSpec>([...plain.map(undo), ["end", end], ["other", end]]);
      const [once, twice] = [[], ["end"]].map((more) => {
        // Of a pipeline that a person undoes, a failed final step counts no more until one of them runs again.
        const isOtherBroken = fails.has("v0") && !isUndone ? ["other"] : [];
        const broken = new Set([...fails, ...isOtherBroken, ...more]);
        const run = runWithFailures({ ...content, vertices, onFailure }, broken);
        if (isUndone) run.feed({ type: "undo", from: null, by: "ann", why: "wrong" });
        return runAll(run, [...undoFails, ...more]);
      });
      if (once === undefined || twice === undefined) return;
      twice.feed({ type: "retried", number: twice.numberOf("end") });
      runAll(twice);
      expect(twice.states()).toEqual(once.states());
      const { state, reason, failedTracks } = once.pipeline;
      expect(twice.pipeline).toMatchObject({ state, reason, failedTracks });
    }),
    { numRuns: 300 },
  );
});
