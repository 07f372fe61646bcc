import { expect, test } from "vitest";
import { nextId } from "./next-id.ts";

test.each([
  [[1, 2, 3], [1, 2, 3], 1, 2],
  [[1, 2, 3], [1, 2, 3], 3, 2],
  [[1, 2, 3], [1, 3], 1, 3],
  [[1, 2, 3], [1], 3, 1],
  [[1], [1], 1, null],
  [[1, 2], [2, 9], 2, 9],
  [[], [4], null, 4],
] as const)("of the list %j with %j open, %j is followed by %j", (listed, open, chosen, wanted) => {
  expect(nextId(listed, new Set(open), chosen)).toBe(wanted);
});
