import { expect, test } from "vitest";
import { LogLines } from "#engine/log/log-lines.ts";
import { linesPerSecond } from "./line-rate.ts";

test("the rate is that of the lines of the last five seconds", () => {
  const log = new LogLines();
  const chunks = [0, 60_000, 61_000, 62_000].map((at, place) => ({
    seq: place + 1,
    stream: "merged" as const,
    text: "line\n".repeat(place === 0 ? 1_000 : 50),
    at: new Date(at),
  }));
  log.append(chunks);
  expect(linesPerSecond(log.lines, 62_000)).toBe(30);
  expect(linesPerSecond(log.lines, 66_500)).toBe(10);
  expect(linesPerSecond(log.lines, 70_000)).toBe(0);
  expect(linesPerSecond([], 0)).toBe(0);
});
