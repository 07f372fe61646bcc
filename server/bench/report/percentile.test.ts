import fc from "fast-check";
import { expect, test } from "vitest";
import { median, percentile } from "./percentile.ts";

test("a percentile is one of the values, and at least that share of the values is not above it", () => {
  const values = fc.array(fc.integer(), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 100 }), (all, percent) => {
      const found = percentile(all, percent);
      expect(all).toContain(found);
      const share = all.filter((each) => each <= found).length / all.length;
      expect(share * 100).toBeGreaterThanOrEqual(percent);
    }),
  );
});

test("the median of an even number of values is the lower one of the middle, and of nothing there is none", () => {
  expect(median([4, 1, 3, 2])).toBe(2);
  expect(median([])).toBeNaN();
});
