import { expect, test } from "vitest";
import { clockText, spanText, timeText } from "./time-text.ts";

test.each([
  [-5, "0.0s"],
  [0, "0.0s"],
  [420, "0.4s"],
  [9_940, "9.9s"],
  [12_400, "12s"],
  [59_600, "1m 0s"],
  [184_000, "3m 4s"],
  [7_500_000, "2h 5m"],
  [356_400_000, "4d 3h"],
])("%i ms are %s", (milliseconds, text) => {
  expect(spanText(milliseconds)).toBe(text);
});

test("times are in this machine's time zone", () => {
  const time = new Date(2026, 1, 3, 4, 5, 6);
  expect(timeText(time)).toBe("2026-02-03 04:05:06");
  expect(clockText(time)).toBe("04:05:06");
  expect(timeText(null)).toBe("-");
});
