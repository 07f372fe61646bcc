import { expect, test } from "vitest";
import { untrustedValueProblem } from "./untrusted-value.ts";

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

test("plain values are accepted, down to the deepest allowed nesting", () => {
  expect(untrustedValueProblem({ a: [1, "b", null, true, { constructor: "x", toString: 1 }] })).toBeNull();
  expect(untrustedValueProblem(JSON.parse('{"__proto__": {"x": 1}}'))).toBeNull();
  expect(untrustedValueProblem(nested(64))).toBeNull();
});

test.each([
  ["nesting", nested(65), [], "64 levels"],
  ["nesting that would exhaust a stack", nested(200_000), [], "64 levels"],
  ["NUL in text", { a: ["x", "y\0"] }, ["a", 1], "NUL"],
  ["NUL in a key", { "a\0": 1 }, ["a\0"], "NUL"],
  ["half a character", { a: "\uD83D" }, ["a"], "surrogate"],
  ["infinity", { a: [Number.POSITIVE_INFINITY] }, ["a", 0], "Infinity"],
  ["no number", { a: Number.NaN }, ["a"], "NaN"],
  ["a bigint", { a: 1n }, ["a"], "bigint"],
  ["a date", { a: new Date(0) }, ["a"], "object"],
])("refuses %s and gives the place", (_, value, at, said) => {
  const problem = untrustedValueProblem(value);
  expect(problem?.text).toContain(said);
  expect(problem?.at.slice(0, at.length)).toEqual(at);
});

test("terminates for a value that contains itself", () => {
  const ring: { inner?: unknown } = {};
  ring.inner = ring;
  expect(untrustedValueProblem(ring)?.text).toContain("64 levels");
});
