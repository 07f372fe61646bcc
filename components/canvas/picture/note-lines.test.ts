import fc from "fast-check";
import { expect, test } from "vitest";
import { noteLines } from "./note-lines.ts";

const shown = (text: string, columns: number) =>
  noteLines(text, columns).map(({ sign, runs }) => `${sign} ${runs.map((run) => run.text).join("")}`.trim());

test("the marks of Markdown are drawn and not written", () => {
  expect(
    shown("# Before a release\n- stop **all** jobs\n- see [the page](https://example.com/a)", 40),
  ).toEqual(["Before a release", "• stop all jobs", "• see the page"]);
  const [line] = noteLines("use `df -h` *now*", 40);
  expect(line?.runs.filter(({ look }) => look.isCode || look.isEmphasis)).toEqual([
    { text: "df -h", look: { isCode: true } },
    { text: "now", look: { isEmphasis: true } },
  ]);
});

test("a line is broken at a space, and a long word anywhere", () => {
  expect(shown("one two three", 8)).toEqual(["one two", "three"]);
  expect(shown("abcdefgh", 3)).toEqual(["abc", "def", "gh"]);
  const [cut] = noteLines("```\n  a very long line of a script\n```", 12);
  expect(cut?.runs[0]?.text).toBe("  a very…");
});

test("no letter of a note is lost, and no line is broader than there is room", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z升 \n]{0,80}$/), fc.integer({ min: 4, max: 30 }), (text, columns) => {
      const lines = shown(text, columns);
      expect(lines.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
    }),
  );
});
