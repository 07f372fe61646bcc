import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_FOUND, placesIn } from "./text-places.ts";

test("a part is found in any case, from left to right, without overlaps", () => {
  expect(placesIn("Host host HOST", "host")).toEqual([0, 5, 10]);
  expect(placesIn("aaaa", "aa")).toEqual([0, 2]);
  expect(placesIn("abc", "")).toEqual([]);
  expect(placesIn("x".repeat(10_000), "x")).toHaveLength(MAX_FOUND);
});

test("what stands at each place is the part, whatever the letters are", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ minLength: 1, maxLength: 3 }), (text, part) => {
      for (const place of placesIn(`İ${text}${part}`, part))
        expect(`İ${text}${part}`.slice(place, place + part.length).toLowerCase()).toBe(part.toLowerCase());
    }),
  );
});
