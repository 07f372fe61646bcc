import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { searchPattern } from "./search-pattern.ts";
import { valuePattern } from "./value-pattern.ts";

function found(pattern: string, text: string, isCaseIgnored = false) {
  const read = searchPattern(pattern, { isCaseIgnored });
  if (!read.ok) return read.problem;
  return { isIn: read.pattern.isIn(text), at: read.pattern.rangesIn(text).map(([a, b]) => text.slice(a, b)) };
}

describe("a pattern that is searched for", () => {
  test.each([
    ["er+or", "an error, an errrror", true, ["error", "errrror"]],
    ["^one$", "one", true, ["one"]],
    ["^one", "no one", false, []],
    ["one$", "no one", true, ["one"]],
    ["a|ab", "xabx", true, ["ab"]],
    ["x*", "aaa", true, []],
    ["", "abc", true, []],
    ["a$", "", false, []],
    ["^$", "", true, []],
    ["\\d{2,3}", "1 22 4444", true, ["22", "444"]],
    ["[😀é]+", "x😀é😀y", true, ["😀é😀"]],
    ["(a|b)*c$", "ababc", true, ["ababc"]],
  ])("%s in %s", (pattern, text, isIn, at) => {
    expect(found(pattern, text)).toEqual({ isIn, at });
  });

  test("may ignore upper and lower case", () => {
    expect(found("ERR[a-o]r", "Error", true)).toEqual({ isIn: true, at: ["Error"] });
    expect(found("ERR[a-o]r", "Error")).toEqual({ isIn: false, at: [] });
  });

  test("is refused with the same sentence as a pattern for values", () => {
    expect(found("(a)\\1", "aa")).toBe(
      "The pattern refers back to a group, which cannot be matched in bounded time.",
    );
  });

  test("finds what the built-in RegExp finds, for small patterns", () => {
    const atom = fc.constantFrom("a", "b", "[ab]", ".", "(a|b)", "(ab)", "\\d");
    const piece = fc.tuple(atom, fc.constantFrom("", "*", "+", "?", "{2}")).map((parts) => parts.join(""));
    const pattern = fc
      .tuple(
        fc.constantFrom("", "^"),
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        fc.constantFrom("", "$"),
      )
      .map(([from, pieces, to]) => from + pieces.join("") + to);
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[ab1]{0,8}$/), (source, text) => {
        expect(found(source, text)).toMatchObject({ isIn: new RegExp(source, "u").test(text) });
        const whole = valuePattern(source);
        expect(found(`^(?:${source})$`, text)).toMatchObject({
          isIn: whole.ok && whole.pattern.matches(text),
        });
      }),
    );
  });

  test("takes no time that grows with more than the text, where RegExp would backtrack", () => {
    const text = "a".repeat(200_000);
    expect(found("(a+)+b", text)).toEqual({ isIn: false, at: [] });
  });
});
