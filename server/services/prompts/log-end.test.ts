import { expect, test } from "vitest";
import { type LogPart, logEndText } from "./log-end.ts";

const partsOf = (...given: readonly (readonly [LogPart["stream"], string | Buffer, "cut"?])[]) =>
  given.map(([stream, text, cut], place) => ({
    seq: place + 1,
    stream,
    bytes: Buffer.from(text as string),
    isCut: cut !== undefined,
  }));

test("two parts between which something is missing are no line together, and the gap is shown", () => {
  const parts = partsOf(["merged", "copied 1 of "], ["merged", "0 files were deleted\ndone\n", "cut"]);
  expect(logEndText(parts)).toBe("copied 1 of …\n…0 files were deleted\ndone");
});

test("a line that came in several parts is one line, also where a character was torn", () => {
  const [e, accent] = [Buffer.from("é").subarray(0, 1), Buffer.from("é").subarray(1)];
  expect(logEndText(partsOf(["merged", "caf"], ["merged", e], ["merged", accent]))).toBe("café");
  expect(logEndText(partsOf(["merged", Buffer.concat([accent, Buffer.from("x\n")]), "cut"]))).toBe("…x");
});

test("what one stream prints is not put into the open line of another one", () => {
  const parts = partsOf(["stdout", "10 %"], ["stderr", "disk full\n"], ["stdout", ", 20 %\n"]);
  expect(logEndText(parts)).toBe("10 %, 20 %\ndisk full");
});

test("of a log whose beginning was not read, the first line of each stream says so", () => {
  const parts = partsOf(["stdout", "one\ntwo\n"], ["stderr", "three\n"]).map((part) => ({
    ...part,
    seq: part.seq + 7,
  }));
  expect(logEndText(parts)).toBe("…one\ntwo\n…three");
});

test("it has at most twelve lines and 4,000 characters, and no blank lines at its end", () => {
  const lines = Array.from({ length: 30 }, (_, number) => `line ${number}`).join("\n");
  expect(logEndText(partsOf(["merged", `${lines}\n\n \n`])).split("\n")).toHaveLength(12);
  expect(logEndText(partsOf(["merged", `${lines}\n\n \n`]))).toMatch(/line 29$/);
  const long = logEndText(partsOf(["merged", "😀".repeat(3_000)]));
  expect(long).toMatch(/^…😀/u);
  expect(long.length).toBeLessThanOrEqual(4_001);
  expect(logEndText([])).toBe("");
});
