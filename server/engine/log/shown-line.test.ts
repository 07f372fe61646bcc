import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LogLines } from "./log-lines.ts";
import { shownSpans } from "./shown-line.ts";

function shown(text: string) {
  const log = new LogLines();
  log.append([{ seq: 1, stream: "merged", text, at: new Date(0) }]);
  return log.lines.flatMap(shownSpans);
}

const read = (line: string) => shown(line).map(({ text, look }) => [text, look]);
const plainLine = (line: string) =>
  shown(line)
    .map(({ text }) => text)
    .join("");

describe("a line of a log", () => {
  test.each([
    [
      "\x1b[31mred\x1b[0m plain",
      [
        ["red", { color: 1 }],
        [" plain", {}],
      ],
    ],
    [
      "\x1b[1;92mbold\x1b[22mnot",
      [
        ["bold", { isBold: true, color: 10 }],
        ["not", { color: 10 }],
      ],
    ],
    ["\x1b[38;5;196mx", [["x", { color: 196 }]]],
    ["\x1b[38;5;3mx", [["x", { color: 3 }]]],
    ["\x1b[48;5;244mx", [["x", { background: 244 }]]],
    ["\x1b[38;2;1;2;3;4mx", [["x", { color: "#010203", isUnderlined: true }]]],
    ["\x1b[38;2;999;2;3mx", [["x", {}]]],
    [
      "\x1b[4:3mcurled\x1b[4:0m not",
      [
        ["curled", { isUnderlined: true }],
        [" not", {}],
      ],
    ],
    ["\x1b[38:2::1:2:3;1mx", [["x", { color: "#010203", isBold: true }]]],
    ["\x1b[38:5:196mx", [["x", { color: 196 }]]],
    ["\x1b[58;5;1mx\x1b[58:2::1:2:3my", [["xy", {}]]],
    ["\x1b[mplain", [["plain", {}]]],
    ["\x1b[39;49;24;27;29;23mplain", [["plain", {}]]],
  ])("%j shows its colours and weights", (line, spans) => {
    expect(read(line)).toEqual(spans);
  });

  test("begins with the look that the line before left", () => {
    expect(read("\x1b[32m\nstill\x1b[39m over")).toEqual([
      ["still", { color: 2 }],
      [" over", {}],
    ]);
  });

  test("links to http and https, and to nothing else", () => {
    const link = (href: string) => `\x1b]8;;${href}\x1b\\here\x1b]8;;\x1b\\ there`;
    expect(read(link("https://example.org/a;b"))).toEqual([
      ["here", { href: "https://example.org/a;b" }],
      [" there", {}],
    ]);
    for (const bad of [
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "http://a b",
      "https://a.b@c.d",
      "//x",
    ])
      expect(read(link(bad))).toEqual([["here there", {}]]);
  });

  test.each([
    "\x1b[2Jx",
    "\x1b[10;3Hx",
    "\x1b]0;title\x07x",
    "\x1bPsecret\x1b\\x",
    "\x1bcx",
    "\x07x\b",
    "\x1b7x",
    "x\x1b]0;never ended",
  ])("%j cannot move, clear or rename anything", (line) => {
    expect(plainLine(line)).toBe("x");
  });

  test("direction marks are shown as what they are", () => {
    expect(plainLine("photo\u202Egpj.exe")).toBe("photo<U+202E>gpj.exe");
  });

  test("markup is text", () => {
    expect(plainLine("<img src=x onerror=alert(1)>")).toBe("<img src=x onerror=alert(1)>");
  });
});

test("whatever a script prints, no control character and no foreign link comes through", () => {
  const piece = fc.constantFrom(
    "\x1b",
    "[",
    "]",
    "8;;",
    "m",
    "31",
    ";",
    "\x07",
    "\\",
    "https://a",
    "javascript:",
    "x",
    "\x9b",
    "\u202e",
  );
  const line = fc.array(fc.oneof(piece, fc.string({ unit: "binary" })), { maxLength: 30 });
  fc.assert(
    fc.property(line, (pieces) => {
      for (const { text, look } of shown(pieces.join(""))) {
        expect(text).not.toMatch(/[^\P{Cc}\t]/u);
        expect(look.href ?? "https://").toMatch(/^https?:\/\//);
      }
    }),
    { numRuns: 300 },
  );
});
