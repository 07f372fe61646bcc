import fc from "fast-check";
import { expect, test } from "vitest";
import { placeIn, placeText } from "./closed-place.ts";

test("a place of a page is read back from the address, and what is no place is none", () => {
  const at = fc.date({ min: new Date(0), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true });
  fc.assert(
    fc.property(at, fc.integer({ min: 1, max: 1e14 }), (at, id) => {
      expect(placeIn(placeText({ id, at }))).toEqual({ id, at });
    }),
  );
  for (const text of ["", "7", "2026-11-27_7", "2026-99-27T10:00:00.000Z_7", "2026-11-27T10:00:00.000Z_0"])
    expect([text, placeIn(text)]).toEqual([text, null]);
  expect(placeIn(undefined)).toBeNull();
});
