import { expect, test } from "vitest";
import { workOf } from "#testing/work-of.ts";
import { LogLines } from "./log-lines.ts";

/** Twice the text, and a tolerance for what is done once. */
const LINEAR = 2.2;

test.each([
  "10 %\r",
  "x\x1b[1K\b",
  "\x1b[200Gx\x1b[2K",
  "\x1b[",
  "\x1b]8;;",
  "\x1b[1;",
  "\x1b",
  "\x1b[38;2;",
  "\x1bP",
])("a line of %j costs work that grows with its length, not with the square", (piece) => {
  const read = (times: number) =>
    workOf(() => {
      const log = new LogLines();
      const at = new Date(0);
      log.append([{ seq: 1, stream: "merged", text: piece.repeat(times), at }]);
    });
  read(100);
  expect(read(20_000) / read(10_000)).toBeLessThan(LINEAR);
});

test("lines that are added to a log cost the same however many it has", () => {
  const text = Array.from({ length: 100 }, (_, index) => `\x1b[32mok\x1b[0m line ${index}\n`).join("");
  const read = (chunks: number) => {
    const log = new LogLines();
    const at = new Date(0);
    const all = Array.from({ length: chunks }, (_, index) => ({
      seq: index + 1,
      stream: "stdout" as const,
      text,
      at,
    }));
    const work = workOf(() => {
      for (const chunk of all) log.append([chunk]);
    });
    expect(log.lines).toHaveLength(chunks * 100);
    return work;
  };
  read(2);
  expect(read(200) / read(100)).toBeLessThan(LINEAR);
});
