import fc from "fast-check";
import { expect, test } from "vitest";
import { diffedLines } from "./diffed-lines.ts";

const shown = (before: string, after: string) =>
  diffedLines(before, after).map(({ sign, text }) => `${sign} ${text}`);

test("lines have their signs, and what is far from a change is left out", () => {
  const same = Array.from({ length: 20 }, (_, at) => `same ${at}`).join("\n");
  expect(shown(`${same}\nold\n`, `${same}\nnew\n`)).toEqual([
    ...["… 17 lines are the same", "  same 17", "  same 18", "  same 19"],
    ...["- old", "+ new"],
  ]);
  expect(shown("a\n", "a\n")).toEqual(["  a"]);
});

test("a line that is added at the end leaves the line before it as it was, with or without a last line break", () => {
  expect(shown("echo big", "echo big\necho more")).toEqual(["  echo big", "+ echo more"]);
  expect(shown("echo big\necho more\n", "echo big")).toEqual(["  echo big", "- echo more"]);
  expect(shown("echo big", "echo big\n")).toEqual(["- echo big", "+ echo big"]);
});

test("of short texts every line that differs is there, on its own side", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = shown(before.join("\n"), after.join("\n")).filter((line) => !line.startsWith("…"));
      const [removed, added] = ["-", "+"].map((sign) => lines.filter((line) => line.startsWith(sign)).length);
      expect((added ?? 0) - (removed ?? 0)).toBe(after.length - before.length);
    }),
  );
});

test("very long texts that have nothing in common are shown in part, both of them", () => {
  const long = (word: string) => Array.from({ length: 40_000 }, (_, at) => `${word} ${at}`).join("\n");
  const lines = shown(long("old"), long("new"));
  expect(lines).toHaveLength(2_002);
  expect([lines[0], lines[1_000], lines[1_001]]).toEqual(["- old 0", "… 39,000 more lines", "+ new 0"]);
});
