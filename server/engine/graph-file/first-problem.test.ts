import { expect, test } from "vitest";
import { firstProblem } from "./first-problem.ts";

test.each([
  [[{ path: "", text: "Wanted a name.", line: 3 }], "Line 3: Wanted a name."],
  [[{ path: "", text: "It is too large." }], "It is too large."],
  [[], "There is nothing in it to read."],
])("of the problems %j the first one is said, and no line that it does not have", (problems, said) => {
  expect(firstProblem(problems)).toBe(said);
});
