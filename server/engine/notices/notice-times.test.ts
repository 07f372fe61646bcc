import { expect, test } from "vitest";
import type { QuietHours } from "./notice-rule.ts";
import { retryIn } from "./notice-state.ts";
import { lateBefore, quietUntil } from "./notice-times.ts";

const at = (text: string) => Date.parse(text);
const NIGHT: QuietHours = {
  zone: "Europe/Berlin",
  from: "22:00",
  to: "06:00",
  days: [1, 2, 3, 4, 5, 6, 7],
  afterwards: "hold",
};

test("quiet hours over midnight go on until the morning of their zone", () => {
  expect(quietUntil(NIGHT, at("2026-01-05T20:59:59Z"))).toBeNull();
  expect(quietUntil(NIGHT, at("2026-01-05T21:00:00Z"))).toBe(at("2026-01-06T05:00:00Z"));
  expect(quietUntil(NIGHT, at("2026-01-06T04:59:59Z"))).toBe(at("2026-01-06T05:00:00Z"));
  expect(quietUntil(NIGHT, at("2026-01-06T05:00:00Z"))).toBeNull();
  // The clocks go forward in the night to the 29th of March.
  expect(quietUntil(NIGHT, at("2026-03-28T23:00:00Z"))).toBe(at("2026-03-29T04:00:00Z"));
});

test.each<[string, string, string, string[], (string | null)[]]>([
  [
    "02:00",
    "03:00",
    "forward",
    ["2026-03-29T00:59Z", "2026-03-29T01:00Z", "2026-03-29T10:00Z", "2026-03-30T00:30Z"],
    [null, null, null, "2026-03-30T01:00Z"],
  ],
  [
    "02:30",
    "03:15",
    "forward",
    ["2026-03-29T01:20Z", "2026-03-29T01:30Z", "2026-03-29T02:00Z"],
    [null, null, null],
  ],
  ["02:30", "05:00", "forward", ["2026-03-29T01:20Z", "2026-03-29T01:40Z"], [null, "2026-03-29T03:00Z"]],
  ["22:00", "06:00", "forward", ["2026-03-29T01:20Z", "2026-03-29T04:00Z"], ["2026-03-29T04:00Z", null]],
  [
    "02:00",
    "03:00",
    "back",
    ["2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-10-25T02:00Z"],
    ["2026-10-25T02:00Z", "2026-10-25T02:00Z", null],
  ],
  ["02:30", "03:15", "back", ["2026-10-25T00:20Z", "2026-10-25T00:30Z"], [null, "2026-10-25T02:15Z"]],
  ["22:00", "06:00", "back", ["2026-10-25T01:20Z", "2026-10-25T05:00Z"], ["2026-10-25T05:00Z", null]],
  ["09:00", "09:00", "forward", ["2026-03-28T12:00Z"], ["2026-03-29T07:00Z"]],
])("quiet hours from %s to %s where the clocks go %s are those of that day", (from, to, _, moments, ends) => {
  const quiet = { ...NIGHT, from, to };
  expect(moments.map((moment) => quietUntil(quiet, at(moment)))).toEqual(
    ends.map((end) => (end === null ? null : at(end))),
  );
});

test("the day on which quiet hours begin counts", () => {
  const friday = { ...NIGHT, days: [5] };
  expect(quietUntil(friday, at("2026-01-03T01:00:00Z"))).toBe(at("2026-01-03T05:00:00Z"));
  expect(quietUntil(friday, at("2026-01-03T22:00:00Z"))).toBeNull();
});

test("a pipeline is late so long after its launch, or once a time of the day has come since then", () => {
  const now = at("2026-01-06T05:30:00Z");
  expect(lateBefore({ kind: "after", ms: 60_000 }, now)).toBe(now - 60_000);
  const six = { kind: "by", time: "06:00", zone: "Europe/Berlin" } as const;
  expect(lateBefore(six, now)).toBe(at("2026-01-06T05:00:00Z") - 1);
  expect(lateBefore(six, at("2026-01-06T04:59:00Z"))).toBe(at("2026-01-05T05:00:00Z") - 1);
});

test("tries become rarer, up to one each hour, and end after a day", () => {
  expect([1, 2, 3, 20, 500].map((tries) => retryIn(tries, 0))).toEqual([
    10_000, 20_000, 40_000, 3_600_000, 3_600_000,
  ]);
  expect(retryIn(30, 86_399_999)).toBe(3_600_000);
  expect(retryIn(30, 86_400_000)).toBeNull();
});
