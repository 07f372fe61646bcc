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

const step = (base: string, mine: string, theirs: string) => mergeLines(base, mine, theirs, stepPart);

test("a step of a history adds and removes its lines next to those of the other, whose replaced lines stay", () => {
  expect(step("a\nown", "a", "a\nown\ntheirs")).toBe("a\ntheirs");
  expect(step("a", "a\nown", "a\ntheirs")).toBe("a\nown\ntheirs");
  expect(step("a\nb\nc", "a\nX\nc", "a\nY\nc")).toBe("a\nY\nc");
});

test("a step that removes a block leaves an equal line of a block that somebody else wrote below", () => {
  const block = (word: string) => [`if ${word}`, `  echo ${word}`, "fi"];
  const base = text("set -e", ...block("mine"), "");
  const theirs = text("set -e", ...block("mine"), ...block("theirs"), "");
  expect(step(base, text("set -e", ""), theirs)).toBe(text("set -e", ...block("theirs"), ""));
});

test("a step that replaces a line does so where somebody else only wrote next to it", () => {
  expect(step("old", "new", "old\nbelow")).toBe("new\nbelow");
  expect(step("old", "new", "above\nold")).toBe("above\nnew");
  expect(step("a", "a\nown", "theirs")).toBe("theirs\nown");
  expect(step("x\ny", "z", "X\ny")).toBe("X\ny");
});

const few = fc.constantFrom("fi", "echo", "");
/** Lines of a base: what a step keeps of them, and what somebody else writes before each. */
const places = fc.array(
  fc.record({ line: few, isKept: fc.boolean(), before: fc.array(few, { maxLength: 2 }) }),
  { minLength: 1, maxLength: 10 },
);
const countOf = (all: readonly string[], wanted: string) => all.filter((each) => each === wanted).length;
const isWithin = (some: readonly string[], all: readonly string[]) => {
  const left = [...some];
  for (const each of all) if (each === left[0]) left.shift();
  return left.length === 0;
};

test("a step that removes lines removes just these, however often others wrote the same ones", () => {
  fc.assert(
    fc.property(places, (all) => {
      const base = all.map((each) => each.line);
      const mine = all.filter(({ isKept }) => isKept).map((each) => each.line);
      const theirs = all.flatMap((each) => [...each.before, each.line]);
      if (mine.length === 0) return;
      const now = (step(text(...base), text(...mine), text(...theirs)) ?? "").split("\n");
      for (const each of ["fi", "echo"])
        expect(countOf(now, each)).toBe(countOf(mine, each) + countOf(theirs, each) - countOf(base, each));
      expect([isWithin(now, theirs), isWithin(mine, now)]).toEqual([true, true]);
    }),
  );
});

const fewLines = fc.array(few, { minLength: 1, maxLength: 8 });
const isOfOthers = (each: string) => each.startsWith("their ");

test("whatever a step changes, each line that somebody else added is still there, in order", () => {
  const others = fc.array(
    fc.oneof(
      few,
      fc.nat(9).map((n) => `their ${n}`),
    ),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(fewLines, fewLines, others, (base, mine, theirs) => {
      const now = (step(text(...base), text(...mine), text(...theirs)) ?? "").split("\n");
      expect(now.filter(isOfOthers)).toEqual(theirs.filter(isOfOthers));
    }),
  );
});

test("a step is made in full where somebody else only added lines", () => {
  fc.assert(
    fc.property(places, fewLines, (all, mine) => {
      const base = all.map((each) => each.line);
      const theirs = all.flatMap(({ line: each, before }) => [...before.map((one) => `their ${one}`), each]);
      const now = (step(text(...base), text(...mine), text(...theirs)) ?? "").split("\n");
      expect(now.filter((each) => !isOfOthers(each))).toEqual(mine);
    }),
  );
});
