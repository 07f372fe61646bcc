import fc from "fast-check";
import { expect, test } from "vitest";
import { diffAddress, type Side } from "#components/draft/diff-address.ts";
import { pairOf, toggled } from "./chosen-pair.ts";

const side: fc.Arbitrary<Side> = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant("draft" as const));

test("never more than two are chosen, the last choice counts, and they are compared in the order of time", () => {
  fc.assert(
    fc.property(fc.array(side, { minLength: 1 }), (choices) => {
      const chosen = choices.reduce<readonly Side[]>(toggled, []);
      expect(new Set(chosen).size).toBe(chosen.length);
      expect(chosen.length).toBeLessThanOrEqual(2);
      const pair = pairOf(chosen);
      expect(pair === null).toBe(chosen.length < 2);
      if (pair === null) return;
      const [a, b] = pair;
      expect(a).not.toBe("draft");
      if (b !== "draft") expect(Number(a)).toBeLessThan(b);
    }),
  );
  expect(toggled([1, 2], 3)).toEqual([2, 3]);
  expect(toggled([1, 2], 1)).toEqual([2]);
  expect(diffAddress("a b", [2, "draft"])).toBe("/graphs/a%20b/diff?a=2");
  expect(diffAddress("g", [2, 7])).toBe("/graphs/g/diff?a=2&b=7");
});
