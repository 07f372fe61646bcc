import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LogChunk } from "#contract/pipelines.ts";
import { LogLines, type LogStream } from "./log-lines.ts";

const at = new Date(0);

function chunksOf(...parts: (string | [LogStream, string])[]): LogChunk[] {
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

  test("a carriage return writes over what stood there, and before a line break it does nothing", () => {
    expect(linesOf("10 %\r50 %\r100 %\r\n", "a\r", "\nb\r", "c")).toEqual(["100 %", "a", "c"]);
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
    expect(log.lines.map(({ look }) => look)).toEqual([{}, {}, { color: 1 }, {}]);
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

  test("the oldest are let go of where there are too many, and the others keep their numbers", () => {
    const log = new LogLines(10);
    log.append(chunksOf(...Array.from({ length: 25 }, (_, index) => `line ${index + 1}\n`)));
    expect(log.lines.length).toBeLessThanOrEqual(10);
    expect(log.lines.at(-1)).toMatchObject({ number: 25, text: "line 25" });
    const place = log.placeOf(24);
    expect(place !== null && log.lines[place]).toMatchObject({ text: "line 24" });
    expect(log.placeOf(1)).toBeNull();
    expect(log.placeOf(26)).toBeNull();
  });

  test("the first line of stderr is known, also when lines before it were let go of", () => {
    const log = new LogLines(10);
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
    const piece = fc.constantFrom("a", "bc", "\n", "\r", "\r\n", "\x1b[31m", "\x1b[0m", "é", "");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(linesOf(...pieces)).toEqual(linesOf(pieces.join("")));
      }),
    );
  });
});
