import { expect, test } from "vitest";
import { clockText, momentText, spanText, timeText } from "./time-text.ts";

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

test("a moment has milliseconds, and how far this machine's time is from UTC then", () => {
  const zone = process.env.TZ;
  try {
    process.env.TZ = "Europe/Berlin";
    expect(momentText(new Date("2026-10-25T00:30:00.001Z"))).toBe("2026-10-25T02:30:00.001+02:00");
    expect(momentText(new Date("2026-10-25T01:30:00.001Z"))).toBe("2026-10-25T02:30:00.001+01:00");
    process.env.TZ = "America/St_Johns";
    expect(momentText(new Date("2026-01-01T01:00:00Z"))).toBe("2025-12-31T21:30:00.000-03:30");
    process.env.TZ = "UTC";
    expect(momentText(new Date("2026-01-01T01:00:00Z"))).toBe("2026-01-01T01:00:00.000+00:00");
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test("times are in this machine's time zone", () => {
  const time = new Date(2026, 1, 3, 4, 5, 6);
  expect(timeText(time)).toBe("2026-02-03 04:05:06");
  expect(clockText(time)).toBe("04:05:06");
  expect(timeText(null)).toBe("-");
});
