import { expect, test } from "vitest";
import { costNow, gapAfterRead } from "./read-pace.ts";

test("a cheap read may soon be followed by the next, a dear one later, and one pipeline waits at most 100 ms", () => {
  expect([0, 1, 5, 10, 20, 500].map((costMs) => gapAfterRead(costMs, 1))).toEqual([15, 15, 20, 40, 80, 100]);
});

test("pipelines that are busy together leave each other time, and never more than a second", () => {
  expect([1, 4, 40, 400].map((busy) => gapAfterRead(2, busy))).toEqual([15, 32, 320, 1_000]);
});

test("a read that costs more is counted step by step, one that costs less at once", () => {
  const costOf = (costs: readonly number[]) =>
    costs.reduce<number | null>((before, costMs) => costNow(before, costMs), null);
  expect(costOf([10, 20])).toBeCloseTo(13);
  expect(costOf([10, 20, 20])).toBeCloseTo(15.1);
  expect(costOf([100, 4])).toBe(4);
});
