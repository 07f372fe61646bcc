import fc from "fast-check";
import { expect, test } from "vitest";
import { nextHit } from "./next-hit.ts";

const by = fc.constantFrom(1 as const, -1 as const);

test("in a search that is at its end, steps go through each hit once and then begin again", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), by, (count, way) => {
      const met: unknown[] = [];
      let at: number | null = null;
      for (let step = 0; step <= count; step += 1) {
        const next = nextHit({ count, isWhole: true, at, last: at }, way);
        met.push(next);
        at = typeof next === "number" ? next : null;
      }
      const places = Array.from({ length: count }, (_, place) => place);
      const inOrder = way === 1 ? places : places.toReversed();
      expect(met).toEqual([...inOrder, inOrder[0]]);
    }),
  );
});

test("while the search goes on, a step leads to a hit that is there, or is done later: never round the ring", () => {
  const place = fc.option(fc.integer({ min: 0, max: 30 }));
  fc.assert(
    fc.property(fc.nat(30), place, place, by, (count, wanted, before, way) => {
      const at = wanted !== null && wanted < count ? wanted : null;
      const last = at ?? before;
      const now = nextHit({ count, isWhole: false, at, last }, way);
      // Whatever the search still finds, it is the same hit.
      if (now !== "later")
        for (const more of [0, 1, 7])
          expect(nextHit({ count: count + more, isWhole: true, at, last }, way)).toBe(now);
      const end = nextHit({ count, isWhole: true, at, last }, way);
      expect(count === 0 ? end === null : typeof end === "number" && end >= 0 && end < count).toBe(true);
    }),
  );
});

test.each([
  ["the hit that stands in the place of one that was corrected", 1, 2, 2],
  ["the hit before one that was corrected", -1, 2, 1],
  ["the first, where the corrected one was the last", 1, 5, 0],
  ["the last, where all behind it were corrected, too", -1, 9, 4],
] as const)("%s comes next", (_, way, last, wanted) => {
  expect(nextHit({ count: 5, isWhole: true, at: null, last }, way)).toBe(wanted);
});
