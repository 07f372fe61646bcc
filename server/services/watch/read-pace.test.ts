import { expect, test } from "vitest";
import { costNow, gapAfterRead } from "./read-pace.ts";

test("a cheap read may soon be followed by the next, a dear one later, and one pipeline waits at most 100 ms", () => {
  expect([0, 1, 5, 10, 20, 500].map((costMs) => gapAfterRead(costMs, 1))).toEqual([15, 15, 25, 50, 100, 100]);
});

test("pipelines that are busy together leave each other time, and never more than a second", () => {
  expect([1, 4, 40, 400].map((busy) => gapAfterRead(2, busy))).toEqual([15, 40, 400, 1_000]);
});

test("the cost follows the last reads", () => {
  const costs = [10, 10, 0, 0, 0].reduce<number | null>((before, costMs) => costNow(before, costMs), null);
  expect(costs).toBeCloseTo(10 * 0.7 ** 3);
});
