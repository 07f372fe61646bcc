import { array, assert, double, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { BUCKETS_A_DOUBLING, bucketEnd, durationAt } from "./duration-buckets.ts";

const bucketOf = (ms: number) => Math.ceil(BUCKETS_A_DOUBLING * Math.log2(Math.max(1, ms)));

test("a percentile from buckets is never off by more than a bucket", () => {
  const durations = array(integer({ min: 1, max: 10_000_000 }), { minLength: 1, maxLength: 60 });
  assert(
    property(durations, double({ min: 0.01, max: 1, noNaN: true }), (list, share) => {
      const counts = list.map((ms) => ({ bucket: bucketOf(ms), count: 1 }));
      const sorted = [...list].sort((a, b) => a - b);
      const exact = sorted[Math.max(0, Math.ceil(share * list.length) - 1)] ?? 0;
      const found = durationAt(counts, share) ?? 0;
      const step = 2 ** (1 / BUCKETS_A_DOUBLING) * 1.000001;
      expect(found).toBeLessThanOrEqual(exact * step);
      expect(found).toBeGreaterThanOrEqual(exact / step);
    }),
  );
});

test("of no durations there is no percentile", () => {
  expect(durationAt([], 0.5)).toBeNull();
  expect(durationAt([{ bucket: 3, count: 0 }], 0.5)).toBeNull();
});

test("four buckets double a duration", () => {
  expect(bucketEnd(0)).toBe(1);
  expect(bucketEnd(40)).toBe(1_024);
});
