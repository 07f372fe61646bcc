import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LogLines, type LogPiece, type LogStream } from "./log-lines.ts";
import { shownSpans } from "./shown-line.ts";

const at = new Date(0);

function chunksOf(...parts: (string | [LogStream, string])[]): LogPiece[] {
  return parts.map((part, index) => {
    const [stream, text] = typeof part === "string" ? (["stdout", part] as const) : part;
    return { seq: index + 1, stream, text, at };
  });
}

function linesOf(...parts: Parameters<typeof chunksOf>): string[] {
  const log = new LogLines();
  log.append(chunksOf(...parts));
  return log.lines.map(({ stream, text }) => (stream === "stdout" ? text : `${stream}: ${text}`));
}

describe("the lines of a log", () => {
  test("are put together over the borders of chunks", () => {
    expect(linesOf("on", "e\ntw", "o\n", "\nfour")).toEqual(["one", "two", "", "four"]);
  });

  test("of one stream are not torn by the other", () => {
    expect(linesOf("one and ", ["stderr", "oh\n"], "a half\n", ["system", "cut\n"])).toEqual([
      "one and a half",
      "stderr: oh",
      "system: cut",
    ]);
  });

  test.each([
    ["10 %\r50 %\r100 %\r\n", "100 %"],
    ["a\r\n", "a"],
    ["failed\rok", "okiled"],
    ["failed\r\x1b[Kok", "ok"],
    ["50 %\x1b[1G\x1b[0K100 %", "100 %"],
    ["abcdef\x1b[3Gx", "abxdef"],
    ["abcdef\x1b[3G\x1b[1K", "   def"],
    ["abcdef\x1b[2Kx", "      x"],
    ["abcdef\x1b[4D\x1b[Jx", "abx"],
    ["abc\x1b[2Dx\x1b[1Cy", "axcy"],
    ["abcdef\x1b[2G\x1b[3X", "a   ef"],
    ["| \b\b/ \b\b- \b", "- "],
    ["secret\b\b\b\b\b\b      ", "      "],
    ["\b\b\x1b[9Da", "a"],
    ["a\x1b[5Gb", "a   b"],
    ["a\tb\tc", "a\tb\tc"],
    ["abcdefghijk\r\tx", "abcdefghxjk"],
    ["a\tb\r12345", "12345   b"],
    ["wide: 部署\b\bx", "wide: 部x "],
    ["部署\rx", "x 署"],
    ["部署\x1b[2Gx", " x署"],
    ["部署\x1b[4G\x1b[K!", "部 !"],
    ["e\u0301te\rE", "Ete"],
    ["cafe\u0301\r\u0301x", "\u0301xfe\u0301"],
    ["up\x1b[1A and \x1b[2J\x1b[Hgone\x1b[?25l", "up and gone"],
    ["\x1b[1 Gx\x1b(B\x1b[>4;2my", "xy"],
    ["x\x1b[999999999Gy", `x${" ".repeat(255)}y`],
  ])("%j is what a terminal shows: %j", (text, shown) => {
    expect(linesOf(text)).toEqual([shown]);
  });

  test("colours stay where the text is written over", () => {
    const log = new LogLines();
    log.append(chunksOf("\x1b[31mred\x1b[0m plain\r\x1b[32mg\x1b[0m\x1b[5Gb\n"));
    expect(log.lines.flatMap((line) => shownSpans(line))).toEqual([
      { text: "g", look: { color: 2 } },
      { text: "ed", look: { color: 1 } },
      { text: " blain", look: {} },
    ]);
  });

  test("the time of a line is that of the piece in which it begins", () => {
    const log = new LogLines();
    const times = [1, 2, 3].map((second) => new Date(second * 1_000));
    log.append(
      ["a\nb", "b\nc\n", "d"].map((text, place) => ({
        seq: place + 1,
        stream: "merged",
        text,
        at: times[place] ?? at,
      })),
    );
    expect(log.lines.map((line) => line.at)).toEqual([times[0], times[0], times[1], times[2]]);
  });

  test("a chunk that comes again changes nothing", () => {
    const log = new LogLines();
    const chunks = chunksOf("a\n", "b\n");
    expect(log.append(chunks)).toBe(true);
    expect(log.append(chunks)).toBe(false);
    expect(log.lines).toHaveLength(2);
    expect(log.seq).toBe(2);
  });

  test("a colour goes on into the stream's next line, and not into the other stream", () => {
    const log = new LogLines();
    log.append(chunksOf("\x1b[31mred\n", ["stderr", "plain\n"], "still red\x1b[0m\n", "plain\n"));
    expect(log.lines.map(shownSpans)).toEqual([
      [{ text: "red", look: { color: 1 } }],
      [{ text: "plain", look: {} }],
      [{ text: "still red", look: { color: 1 } }],
      [{ text: "plain", look: {} }],
    ]);
  });

  test("a line that is too long goes on in rows of its own, and no character is torn", () => {
    const log = new LogLines();
    const long = `${"x".repeat(3_999)}😀${"y".repeat(5_000)}`;
    log.append(chunksOf(`${long}\n`, "next\n"));
    expect(log.lines.map(({ number, isRest, text }) => [number, isRest, text.length])).toEqual([
      [1, false, 3_999],
      [2, true, 4_000],
      [3, true, 1_002],
      [4, false, 4],
    ]);
    expect(log.lines.map(({ text }) => text).join("")).toBe(`${long}next`);
  });

  test("rows are as wide as they are wanted, and then a long line is one of them", () => {
    const log = new LogLines({ width: 10_000 });
    const long = `${"x".repeat(3_999)}\x1b[1m${"y".repeat(5_000)}`;
    log.append(chunksOf(`${long}\n`, `${"z".repeat(9_000)}`, `${"z".repeat(2_000)}\n`));
    expect(log.lines.map(({ isRest, text }) => [isRest, text.length])).toEqual([
      [false, 8_999],
      [false, 10_000],
      [true, 1_000],
    ]);
  });

  test("no escape sequence is cut by the end of a row, and what it says goes on in the next", () => {
    for (let before = 3_990; before <= 4_005; before += 1) {
      const log = new LogLines();
      log.append(chunksOf(`${"x".repeat(before)}\x1b[38;2;255;0;1m${"y".repeat(20)}\x1b[0m\n`));
      const shown = log.lines.flatMap(shownSpans);
      expect(shown.map(({ text }) => text).join("")).toBe("x".repeat(before) + "y".repeat(20));
      for (const { text, look } of shown)
        expect(look).toEqual(text.startsWith("y") ? { color: "#ff0001" } : {});
      expect(Math.max(...log.lines.map(({ text }) => text.length))).toBeLessThanOrEqual(4_000);
    }
  });

  test("the oldest are let go of where there are too many, and the others keep their numbers", () => {
    const log = new LogLines({ most: 10 });
    log.append(chunksOf(...Array.from({ length: 25 }, (_, index) => `line ${index + 1}\n`)));
    expect(log.lines.length).toBeLessThanOrEqual(10);
    expect(log.lines.at(-1)).toMatchObject({ number: 25, text: "line 25" });
    const place = log.placeOf(24);
    expect(place !== null && log.lines[place]).toMatchObject({ text: "line 24" });
    expect(log.placeOf(1)).toBeNull();
    expect(log.placeOf(26)).toBeNull();
  });

  test("the first line of stderr is known, also when lines before it were let go of", () => {
    const log = new LogLines({ most: 10 });
    expect(log.firstError).toBeNull();
    log.append(chunksOf("a\n", ["stderr", "b\n"], "c\n", ["stderr", "d\n"]));
    expect(log.firstError).toBe(2);
    const more = Array.from({ length: 8 }, (_, place) => ({
      seq: place + 5,
      stream: "merged" as const,
      text: "x\n",
      at,
    }));
    log.append(more);
    expect(log.firstError).toBeNull();
  });

  test("wherever the chunks are torn, the lines are the same", () => {
    const piece = fc.constantFrom(
      ...[
        "a",
        "bc",
        "\n",
        "\r",
        "\r\n",
        "\b",
        "\t",
        "\x1b[31m",
        "\x1b[0m",
        "\x1b[K",
        "\x1b[1K",
        "\x1b[3G",
        "\x1b[2D",
      ],
      ...[
        "é",
        "部",
        "\u0301",
        "\x1b",
        "[",
        "]8;;https://a.b",
        "\x07",
        "\x1b\\",
        "\x1bP",
        "5",
        ";",
        "m",
        "x".repeat(3_999),
      ],
    );
    const shown = (texts: readonly string[]) => {
      const log = new LogLines();
      log.append(chunksOf(...texts));
      return log.lines.map((line) => [line.number, line.isRest, shownSpans(line)]);
    };
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.array(fc.nat(200), { maxLength: 10 }),
        (pieces, cuts) => {
          const text = pieces.join("");
          const whole = shown([text]);
          const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
          expect(shown(at.slice(1).map((end, place) => text.slice(at[place], end)))).toEqual(whole);
          expect(shown([...text])).toEqual(whole);
        },
      ),
    );
  });
});
