import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valuePattern } from "./value-pattern.ts";

function matches(pattern: string, text: string): boolean | string {
  const read = valuePattern(pattern);
  return read.ok ? read.pattern.matches(text) : read.problem;
}

/** Patterns in the syntax that this matcher and RegExp share. They use few letters, so that they often match. */
const { pattern: patterns } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      "a",
      "b",
      "é",
      "👩",
      ".",
      "\\d",
      "\\w",
      "\\s",
      "\\.",
      "\\n",
      "[ab]",
      "[^a]",
      "[a-c.]",
      "\\p{L}",
      "^",
      "$",
    ),
    tie("pattern").map((inner) => `(?:${inner})`),
    tie("pattern").map((inner) => `(${inner})`),
  ),
  pattern: fc
    .array(
      fc.tuple(
        tie("atom"),
        fc.constantFrom("", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?", "|"),
      ),
      { maxLength: 4 },
    )
    .map((parts) =>
      parts.map(([atom, suffix]) => (/^[$^]$/.test(atom) && suffix !== "|" ? atom : atom + suffix)).join(""),
    ),
}));

const texts = fc.array(fc.constantFrom("a", "b", "c", "é", "👩", "1", ".", "\n", " "), { maxLength: 8 });

describe("valuePattern", () => {
  it("gives the same result as RegExp for whole values", () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, parts) => {
        // The time of RegExp grows exponentially with the text and with each repeated group.
        const repeatedGroups = pattern.match(/\)[*+?{]/g)?.length ?? 0;
        const text = parts.join("").slice(0, [100, 8, 4][repeatedGroups] ?? 2);
        const isMatch = matches(pattern, text);
        fc.pre(typeof isMatch === "boolean" || !isMatch.includes("more than"));
        expect(isMatch).toBe(new RegExp(`^(?:${pattern})$`, "u").test(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ["[A-Z]{2}-[0-9]+", "AB-12", true],
    ["[A-Z]{2}-[0-9]+", "xAB-12", false],
    ["a|bc", "ac", false],
    ["[\\w.-]+@[a-z]+\\.(?:com|org)", "a.b-c@d.org", true],
    ["", "", true],
    ["(?:){1000}", "", true],
    ["\\/\\-\\@", "/-@", true],
  ])("%s on %j: %s", (pattern, text, isMatch) => {
    expect(matches(pattern, text)).toBe(isMatch);
  });

  it.each([
    ["(a)\\1", /refers back/],
    ["(?=a)", /looks ahead or behind/],
    ["(?<!a)b", /looks ahead or behind/],
    ["(?i)a", /Only `\(…\)` and/],
    ["(a", /`\(` without its `\)`/],
    ["a)", /`\)` without its `\(`/],
    ["[a", /`\[` without its `\]`/],
    ["[]a]", /empty class/],
    ["[z-a]", /no class of characters/],
    ["*a", /nothing before it to repeat/],
    ["a**", /side by side/],
    ["a{3,2}", /the smaller one first/],
    ["a{x}", /begins no repetition/],
    ["a{1001}", /up to 1000/],
    ["^*", /match a position and no character/],
    ["a\\", /lone/],
    ["\\p{Nonsense}", /no class/],
    ["\\bword", /word's edge/],
    ["(?:(?:a{100}){100})", /more than 1000 steps/],
    ["(?:(?:(?:){1000}){1000}){1000}", /more than 1000 steps/],
    [`${"(".repeat(60)}${")".repeat(60)}`, /deeper than 50/],
    ["a".repeat(1_001), /more than 1000 characters/],
  ])("refuses %.30s", (pattern, problem) => {
    expect(matches(pattern, "a")).toMatch(problem);
  });

  it("takes bounded time where backtracking would not end", () => {
    const text = `${"a".repeat(20_000)}!`;
    for (const pattern of ["(a+)+b", "(a|a)*b", "(a*)*b", "(?:a?){50}a{50}b", "(.*)(.*)(.*)(.*)x"])
      expect(matches(pattern, text)).toBe(false);
  }, 5_000);
});
