import { expect, test } from "vitest";
import type { AllLogsChunk } from "#contract/logs/all-logs.ts";
import { AllLines } from "./all-lines.ts";

function chunk(vertex: string, seq: number, text: string, attempt = 1): AllLogsChunk {
  return { vertex, attempt, seq, stream: "merged", text, at: new Date(seq) };
}

const PLACE = { at: new Date(1), number: 0, attempt: 1, seq: 1 };

function shown({ lines }: AllLines): string[] {
  return lines.map(({ vertex, attempt, line }) => `${vertex} ${attempt} ${line.number} ${line.text}`);
}

test("lines of several tracks are in the order in which they ended, each whole and with its number", () => {
  const all = new AllLines();
  all.take({
    chunks: [chunk("A", 1, "one\ntw"), chunk("a b", 1, "other\n"), chunk("A", 2, "o\n")],
    next: PLACE,
  });
  all.take({ chunks: [chunk("A", 1, "again\n", 2), chunk("a b", 2, "end")], next: null });
  expect(shown(all)).toEqual(["A 1 1 one", "a b 1 1 other", "A 1 2 two", "A 2 1 again", "a b 1 2 end"]);
  expect(all.isComplete).toBe(true);
});

test("pieces of one log are put in their order, and one that is missing loses nothing else", () => {
  const all = new AllLines();
  all.take({ chunks: [chunk("A", 2, "two\n"), chunk("A", 1, "one\n"), chunk("A", 4, "four\n")], next: null });
  expect(shown(all)).toEqual(["A 1 1 one", "A 1 2 two", "A 1 3 four"]);
});
