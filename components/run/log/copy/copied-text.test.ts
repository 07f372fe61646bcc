import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LogLines } from "#engine/log/log-lines.ts";
import { copiedText } from "./copied-text.ts";

function logOf(text: string, most?: number): LogLines {
  const log = new LogLines(most === undefined ? {} : { most });
  log.append([{ seq: 1, stream: "merged", text, at: new Date(0) }]);
  return log;
}

describe("what is copied from a log", () => {
  const log = logOf("one\n\n\x1b[31mthree\x1b[0m\ttab\nfour\n");

  test.each([
    ["from the first to the last", [1, 0], [4, 4], "one\n\nthree\ttab\nfour"],
    ["backwards", [3, 5], [1, 1], "ne\n\nthree"],
    ["within a line", [3, 1], [3, 3], "hr"],
    ["nothing", [3, 2], [3, 2], ""],
    ["a line up to the beginning of the next", [3, 0], [4, 0], "three\ttab"],
    ["a line from the end of the one before", [1, 3], [3, 5], "\nthree"],
    ["an empty line first", [2, 0], [3, 5], "\nthree"],
  ] as const)("%s", (_what, [line, offset], [toLine, toOffset], text) => {
    expect(copiedText(log, { line, offset }, { line: toLine, offset: toOffset })).toBe(text);
  });

  test("is one line where a long line has several rows, and as it is shown", () => {
    const long = "x".repeat(9_000);
    expect(copiedText(logOf(`${long}\nnext\n`), { line: 1, offset: 0 }, { line: 4, offset: 4 })).toBe(
      `${long}\nnext`,
    );
    expect(copiedText(logOf("a\u202Eb\n"), { line: 1, offset: 0 }, { line: 1, offset: 10 })).toBe(
      "a<U+202E>b",
    );
  });

  test("begins with the first line that is kept, if earlier ones were let go of", () => {
    const some = logOf("1\n2\n3\n4\n5\n6\n7\n8\n9\n", 4);
    expect(copiedText(some, { line: 1, offset: 0 }, { line: 8, offset: 1 })).toBe("6\n7\n8");
  });

  test("is the text itself, for any lines", () => {
    const lines = fc.array(fc.stringMatching(/^[a-c ]{0,6}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lines, fc.nat(), fc.nat(), (texts, one, other) => {
        const [from = 0, to = 0] = [one % texts.length, other % texts.length].sort((a, b) => a - b);
        const end = { line: to + 1, offset: texts[to]?.length ?? 0 };
        const wanted = texts.slice(from, to + 1).join("\n");
        const copied = copiedText(logOf(`${texts.join("\n")}\n`), { line: from + 1, offset: 0 }, end);
        // An empty line at the end is no text, so it is not copied.
        expect(copied).toBe(end.offset === 0 && from !== to ? texts.slice(from, to).join("\n") : wanted);
      }),
    );
  });
});
