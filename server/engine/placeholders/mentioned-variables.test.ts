import { expect, test } from "vitest";
import { mentionedVariables } from "./mentioned-variables.ts";

test("names in arithmetic are read without a mark", () => {
  const names = mentionedVariables("if ((count > 3)); then let total=count+step; fi; echo $((2 * size))");
  for (const name of ["count", "total", "step", "size"]) expect(names).toContain(name);
});

test("a script of the greatest length in which nothing closes is looked through once", () => {
  expect(mentionedVariables("((".repeat(500_000))).toEqual(new Set());
});
