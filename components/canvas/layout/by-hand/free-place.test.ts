import fc from "fast-check";
import { expect, test } from "vitest";
import type { Point } from "#components/draft/edits/edit.ts";
import { CARD_HEIGHT, CARD_WIDTH, GRID } from "../card-size.ts";
import { freePlace, freePlaces } from "./free-place.ts";

test("a new card stands at or below the wanted place, and touches no other", () => {
  const place = fc.record({ x: fc.integer({ min: -300, max: 300 }), y: fc.integer({ min: -200, max: 200 }) });
  fc.assert(
    fc.property(fc.array(place, { maxLength: 20 }), place, (taken, wanted) => {
      const { x, y } = freePlace(taken, wanted);
      expect(Math.abs(x - wanted.x)).toBeLessThanOrEqual(GRID / 2);
      expect(y).toBeGreaterThanOrEqual(wanted.y - GRID / 2);
      for (const other of taken)
        expect(Math.abs(x - other.x) > CARD_WIDTH || Math.abs(y - other.y) > CARD_HEIGHT).toBe(true);
    }),
  );
});

test("each of many cards goes to the first height on the grid, from the wanted one down, where it covers no other", () => {
  const place = fc.record({ x: fc.integer({ min: -300, max: 300 }), y: fc.integer({ min: -200, max: 200 }) });
  fc.assert(
    fc.property(fc.array(place, { maxLength: 12 }), fc.array(place, { maxLength: 12 }), (taken, wanted) => {
      const all: Point[] = [...taken];
      const placeAt = freePlaces(taken);
      for (const each of wanted) {
        const found = { x: Math.round(each.x / GRID) * GRID, y: Math.round(each.y / GRID) * GRID };
        const isCovered = (other: Point) =>
          Math.abs(other.x - found.x) < CARD_WIDTH && Math.abs(other.y - found.y) < CARD_HEIGHT;
        while (all.some(isCovered)) found.y += GRID;
        const got = placeAt(each);
        // No zero with a sign.
        expect({ x: got.x + 0, y: got.y + 0 }).toEqual({ x: found.x + 0, y: found.y + 0 });
        all.push(got);
      }
    }),
  );
});
