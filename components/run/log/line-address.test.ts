import { expect, test } from "vitest";
import { linesInHash, rangeTo } from "./line-address.ts";

test.each([
  ["#L120", { from: 120, to: 120 }],
  ["#L120-L140", { from: 120, to: 140 }],
  ["#L140-L120", { from: 120, to: 140 }],
  ["", null],
  ["#L0", null],
  ["#L1-", null],
  ["#L1-2", null],
  ["#L99999999999", null],
  ["#other", null],
])("the lines that %s names", (hash, lines) => {
  expect(linesInHash(hash)).toEqual(lines);
});

test("a range is made longer to either side, or ends earlier", () => {
  expect(rangeTo(5, null)).toEqual({ from: 5, to: 5 });
  expect(rangeTo(9, { from: 5, to: 5 })).toEqual({ from: 5, to: 9 });
  expect(rangeTo(3, { from: 5, to: 9 })).toEqual({ from: 3, to: 9 });
  expect(rangeTo(7, { from: 5, to: 9 })).toEqual({ from: 5, to: 7 });
});
