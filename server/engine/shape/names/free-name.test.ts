import { expect, test } from "vitest";
import { nextName, uniqueName } from "./free-name.ts";
import { vertexNameProblem } from "./graph-names.ts";

test("new vertices are called A, B and so on, and no two look alike", () => {
  expect(nextName([])).toBe("A");
  expect(nextName(["A", "b"])).toBe("C");
  expect(nextName("ABCDEFGHIJKLMNOPQRSTUVWXYZ")).toBe("A2");
});

test("a copy gets the next free number", () => {
  expect(uniqueName("A", ["B"])).toBe("A");
  expect(uniqueName("back-up", ["back-up", "Back-Up-2"])).toBe("back-up-3");
  expect(uniqueName("A-2", ["A-2"])).toBe("A-3");
});

test("a copy of the longest name has a name, too", () => {
  const longest = "x".repeat(64);
  const copy = uniqueName(longest, [longest]);
  expect(vertexNameProblem(copy)).toBeNull();
  expect([...copy]).toHaveLength(64);
});
