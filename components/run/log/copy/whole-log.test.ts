import { expect, test } from "vitest";
import type { LogPage } from "#contract/pipelines/pipelines.ts";
import { readWholeLog } from "./whole-log.ts";

/** A log that is read page by page. */
function logOf(texts: readonly string[], isComplete: boolean) {
  return async (seq: number): Promise<LogPage> => {
    const chunks = texts
      .slice(seq, seq + 2)
      .map((text, place) => ({ seq: seq + place + 1, stream: "merged" as const, text, at: new Date(0) }));
    const next = seq + chunks.length;
    return { vertex: "A", attempt: 1, chunks, next, isComplete: isComplete && next === texts.length };
  };
}

test.each([true, false])("a log is read to its end, page by page (ended: %s)", async (isComplete) => {
  const texts = Array.from({ length: 7 }, (_, place) => `line ${place + 1}\n`);
  expect(await readWholeLog(logOf(texts, isComplete))).toEqual({
    text: texts.join("").trimEnd(),
    lines: 7,
    isCut: false,
  });
});

test("more than the limit is not read, and the answer says so", async () => {
  const texts = Array.from({ length: 100 }, () => "0123456789\n");
  const { lines, isCut } = await readWholeLog(logOf(texts, true), null, 100);
  expect(isCut).toBe(true);
  expect(lines).toBeLessThan(14);
});

test("a log of the past is copied up to its instant", async () => {
  const read = async (after: number): Promise<LogPage> => {
    const chunks = [1, 2, 3, 4]
      .slice(after, after + 2)
      .map((seq) => ({ seq, stream: "merged" as const, text: `line ${seq}\n`, at: new Date(seq) }));
    return { vertex: "A", attempt: 1, chunks, next: after + chunks.length, isComplete: false };
  };
  expect(await readWholeLog(read, new Date(3))).toEqual({
    text: "line 1\nline 2\nline 3",
    lines: 3,
    isCut: false,
  });
  expect(await readWholeLog(read, new Date(1))).toEqual({ text: "line 1", lines: 1, isCut: false });
});

test("a log that retention has removed says so", async () => {
  const removedAt = new Date("2026-03-04T05:06:07Z");
  const read = async () => ({ ...(await logOf([], true)(0)), removedAt });
  expect(await readWholeLog(read)).toMatchObject({ lines: 0, removedAt });
});

test("an empty log gives an empty text", async () => {
  expect(await readWholeLog(logOf([], true))).toEqual({ text: "", lines: 0, isCut: false });
});
