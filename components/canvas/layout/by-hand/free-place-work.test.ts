import { expect, test } from "vitest";
import { workOf } from "../../../../server/testing/work-of.ts";
import { freePlaces } from "./free-place.ts";

/** As many cards again as there are, each wanted where one is. */
function work(side: number, columns = side): number {
  const places = Array.from({ length: side * side }, (_, at) => ({
    x: (at % columns) * 300,
    y: Math.floor(at / columns) * 120,
  }));
  return workOf(() => {
    const placeAt = freePlaces(places);
    for (const place of places) placeAt(place);
  });
}

test("four times as many cards on as many places are not sixteen times the work", () => {
  work(10);
  expect(work(40) / work(20)).toBeLessThan(12);
  work(10, 1);
  expect(work(40, 1) / work(20, 1)).toBeLessThan(12);
});
