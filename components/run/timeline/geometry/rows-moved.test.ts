import { expect, test } from "vitest";
import { rowsMoved } from "./rows-moved.ts";

const BEFORE = [10, 11, 12, 13, 14, 15];

test("a row that comes above what is seen moves it by one; one that comes below does not", () => {
  expect(rowsMoved(BEFORE, [10, 15, 11, 12, 13, 14], { first: 2, count: 3 }, null)).toBe(1);
  expect(rowsMoved(BEFORE, [10, 11, 12, 13, 15, 14], { first: 2, count: 3 }, null)).toBe(0);
});

test("of what is seen the active row counts, and one that is not seen does not", () => {
  const after = [10, 11, 12, 15, 13, 14];
  expect(rowsMoved(BEFORE, after, { first: 2, count: 3 }, 13)).toBe(1);
  expect(rowsMoved(BEFORE, after, { first: 2, count: 3 }, 15)).toBe(0);
});

test("where nothing is seen, nothing moved", () => {
  expect(rowsMoved([], [], { first: 0, count: 3 }, null)).toBe(0);
  expect(rowsMoved(BEFORE, [], { first: 0, count: 3 }, null)).toBe(0);
});
