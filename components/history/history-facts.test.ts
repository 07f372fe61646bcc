import fc from "fast-check";
import { expect, test } from "vitest";
import type { HistoryRun } from "#contract/pipelines/graph-history.ts";
import { PIPELINE_STATES } from "#engine/model/pipeline.ts";
import { barHeights, factsOf } from "./history-facts.ts";

const run = (state: HistoryRun["state"], took: number | null): HistoryRun => ({
  ...{ id: 1, name: "p", revision: 1, state, launchedAt: new Date(0) },
  finishedAt: took === null ? null : new Date(took),
});

test("the success rate counts runs that ended, and is never rounded up to 100 %", () => {
  const failed = run("failed", 9);
  expect(factsOf([])).toEqual({ ended: 0, succeeded: 0, successRate: null, median: null });
  expect(factsOf([run("running", null), failed])).toMatchObject({ ended: 1, successRate: 0, median: null });
  expect(factsOf([run("succeeded", -500)]).median).toBe(0);
  const runs = [failed, ...Array.from({ length: 299 }, (_, place) => run("succeeded", place))];
  expect(factsOf(runs)).toEqual({ ended: 300, succeeded: 299, successRate: 99, median: 149 });
});

test("bars are between 0 and 1, the longest run has 1, and the longer of two runs is no lower", () => {
  const runs = fc.array(
    fc
      .tuple(fc.constantFrom(...PIPELINE_STATES), fc.option(fc.nat(1_000_000)))
      .map(([state, took]) => run(state, took)),
  );
  fc.assert(
    fc.property(runs, (some) => {
      const heights = barHeights(some);
      const times = some.map(({ finishedAt }) => finishedAt?.getTime() ?? 0);
      for (const [place, height] of heights.entries()) {
        expect(height).toBeGreaterThanOrEqual(0);
        expect(height).toBeLessThanOrEqual(1);
        for (const [other, time] of times.entries())
          if (time > (times[place] ?? 0)) expect(heights[other]).toBeGreaterThan(height);
      }
      if (Math.max(0, ...times) > 0) expect(Math.max(...heights)).toBe(1);
    }),
  );
});
