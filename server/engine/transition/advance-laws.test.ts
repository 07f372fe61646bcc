import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryChoices, arbitraryGraph, feedRandomEvent, finish } from "#testing/engine/arbitrary-run.ts";
import { SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";

describe("any events in any order", () => {
  test("every invariant holds after every event, and every pipeline ends", () => {
    fc.assert(
      fc.property(arbitraryGraph, arbitraryChoices, (graph, choices) => {
        const run = new SimulatedPipeline(graph);
        for (const each of choices) feedRandomEvent(run, each);
        finish(run);
        expect(run.pipeline.state).not.toBe("running");
      }),
      { numRuns: 150 },
    );
  });

  test("the order in which tracks run does not change how they end", () => {
    fc.assert(
      fc.property(
        arbitraryGraph,
        fc.array(fc.nat(99), { minLength: 60, maxLength: 60 }),
        fc.nat(511),
        (graph, order, fails) => {
          fc.pre(graph.onFailure === "continue");
          const ends = [order, [...order].reverse()].map((choices) => {
            const run = new SimulatedPipeline(graph);
            for (const choice of choices) {
              for (const sleeping of run.in("sleeping")) run.feed({ type: "timer-due", number: sleeping });
              const free = run.in("pending", "prompting");
              const number = free[choice % Math.max(1, free.length)];
              if (number === undefined) continue;
              if (run.track(number).state === "prompting") run.answer(number, { i: "x" });
              if (run.track(number).state === "sleeping") continue;
              run.now += 500;
              run.claim(number);
              run.end(number, (fails >> number) % 2 === 1 ? "failed" : "succeeded");
            }
            return { states: run.states(), pipeline: run.pipeline.state };
          });
          expect(ends[1]).toEqual(ends[0]);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("a track that fails, is retried and succeeds ends the pipeline as if it had not failed", () => {
    fc.assert(
      fc.property(arbitraryGraph, fc.nat(8), (graph, which) => {
        const undisturbed = new SimulatedPipeline(graph);
        finish(undisturbed);
        // Otherwise another failure may stop the one pipeline earlier than the other.
        fc.pre(undisturbed.pipeline.state === "succeeded");
        const retried = new SimulatedPipeline(graph);
        const number = which % graph.vertices.size;
        for (let round = 0; round < 200 && retried.track(number).state !== "running"; round += 1) {
          const [prompting] = retried.in("prompting");
          for (const sleeping of retried.in("sleeping"))
            retried.feed({ type: "timer-due", number: sleeping });
          const pending = retried.in("pending");
          const next = pending.includes(number) ? number : pending[0];
          if (prompting !== undefined) retried.answer(prompting, { i: "x" });
          else if (next === undefined) break;
          else {
            retried.claim(next);
            if (next !== number) retried.end(next, "succeeded");
          }
        }
        // The chosen vertex may not be reached if everything succeeds.
        fc.pre(retried.track(number).state === "running");
        // An edge that handles the failure would run its head, so the two runs could not be compared.
        const { outs = [], spec = {} } = undisturbed.plan.vertices[number] ?? {};
        fc.pre(spec.onFailure !== "ignore" && outs.every(({ when }) => when === "succeeded"));
        retried.end(number, "failed");
        retried.feed({ type: "retried", number });
        finish(retried);
        expect(retried.states()).toEqual(undisturbed.states());
        expect(retried.pipeline.state).toBe(undisturbed.pipeline.state);
      }),
      { numRuns: 150 },
    );
  });
});
