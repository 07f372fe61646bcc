import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeLines, stepPart } from "./merge-lines.ts";

const text = (...lines: string[]) => lines.join("\n");

test("lines that only one side changed are taken from there", () => {
  const base = text("set -e", "stop", "copy", "start", "");
  const mine = text("set -eu", "stop", "copy", "start", "");
  const theirs = text("set -e", "stop", "copy", "check", "start", "log", "");
  expect(mergeLines(base, mine, theirs)).toBe(text("set -eu", "stop", "copy", "check", "start", "log", ""));
});

test("the same change of both is made once", () => {
  expect(mergeLines("a\nb\nc", "a\nX\nc", "a\nX\nc\nd")).toBe("a\nX\nc\nd");
});

test("changes of the same line, and of lines next to each other, are not merged", () => {
  expect(mergeLines("a\nb\nc", "a\nX\nc", "a\nY\nc")).toBeNull();
  expect(mergeLines("a\nb\nc", "X\nb\nc", "a\nY\nc")).toBeNull();
  expect(mergeLines("a\nb\nc", "a\nc", "a\nB\nc")).toBeNull();
  expect(mergeLines("", "mine", "theirs")).toBeNull();
});

test("a text in which too much changed is left to a person", () => {
  const lines = (word: string) => Array.from({ length: 1_500 }, (_, n) => `${word} ${n}`).join("\n");
  expect(mergeLines(lines("old"), lines("mine"), `${lines("old")}\nmore`)).toBeNull();
});

const line = fc.constantFrom("a", "b", "c", "", "x y");
const lines = fc.array(line, { maxLength: 12 }).map((all) => all.join("\n"));

test("merging with no change gives the other's, merging the same gives it, and the sides may be exchanged", () => {
  fc.assert(
    fc.property(lines, lines, lines, (base, mine, theirs) => {
      expect(mergeLines(base, mine, base)).toBe(mine);
      expect(mergeLines(base, base, theirs)).toBe(theirs);
      expect(mergeLines(base, mine, mine)).toBe(mine);
      expect(mergeLines(base, mine, theirs)).toBe(mergeLines(base, theirs, mine));
    }),
  );
});

test("lines that are far enough from each other are merged, and each new line of both sides is there", () => {
  const change = fc.array(fc.constantFrom("new 1", "new 2"), { maxLength: 3 });
  fc.assert(
    fc.property(change, change, (own, other) => {
      const base = ["1", "2", "3", "4", "5"];
      const mine = [...own.map((each) => `my ${each}`), ...base.slice(1)];
      const theirs = [...base.slice(0, 4), ...other.map((each) => `their ${each}`)];
      expect(mergeLines(base.join("\n"), mine.join("\n"), theirs.join("\n"))).toBe(
        [...mine.slice(0, own.length), "2", "3", "4", ...theirs.slice(4)].join("\n"),
      );
    }),
  );
});

test("a step of a history adds and removes its lines next to those of the other, whose replaced lines stay", () => {
  const step = (base: string, mine: string, theirs: string) => mergeLines(base, mine, theirs, stepPart);
  expect(step("a\nown", "a", "a\nown\ntheirs")).toBe("a\ntheirs");
  expect(step("a", "a\nown", "a\ntheirs")).toBe("a\nown\ntheirs");
  expect(step("a\nb\nc", "a\nX\nc", "a\nY\nc")).toBe("a\nY\nc");
});
