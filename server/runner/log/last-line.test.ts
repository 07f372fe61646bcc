import { expect, test } from "vitest";
import type { LogStream } from "../execution/execution.ts";
import { lastLineSink } from "./last-line.ts";

function lastLineOf(...pieces: readonly (readonly [LogStream, string])[]): string | null {
  const sink = lastLineSink({ write: () => undefined });
  for (const [stream, text] of pieces) sink.write(stream, Buffer.from(text));
  return sink.lastLine();
}

test("the last line is the last one that is not blank, from stdout or stderr, in any number of pieces", () => {
  expect(lastLineOf()).toBeNull();
  expect(lastLineOf(["stdout", "\n  \n"])).toBeNull();
  expect(lastLineOf(["stdout", "one\ntwo\n\n"])).toBe("two");
  expect(lastLineOf(["stdout", "no sp"], ["stdout", "ace left\n"], ["system", "ended\n"])).toBe(
    "no space left",
  );
  expect(lastLineOf(["stdout", "one\n"], ["stderr", "disk full"])).toBe("disk full");
  expect(lastLineOf(["merged", "one\n"], ["merged", "disk "], ["merged", "full\n"])).toBe("disk full");
});

test("a long last line is cut at its beginning, and never within a character", () => {
  const line = lastLineOf(["stdout", "é".repeat(5_000)]);
  expect(line).toMatch(/^…é+$/);
  expect(Buffer.byteLength(line ?? "")).toBeLessThanOrEqual(1_003);
});

test("the last line has no codes of a terminal, and one that has nothing else is blank", () => {
  expect(lastLineOf(["stdout", "\u001B[31;1merror\u001B[0m: no module\n\u001B[0m\n"])).toBe(
    "error: no module",
  );
});
