import { expect, test } from "vitest";
import { changeWords } from "./change-words.ts";
import { comparisonAsked } from "./comparison-asked.ts";
import { withoutTimes } from "./without-times.ts";

test.each([
  [null, ""],
  [{ ms: 0, ratio: 1 }, "the same"],
  [{ ms: 12_000, ratio: 3.44 }, "12 s longer, 3.4×"],
  [{ ms: -500, ratio: 0.5 }, "500 ms shorter, 0.5×"],
  [{ ms: 900, ratio: 1234.5 }, "900 ms longer, 1,235×"],
  [{ ms: -9_000, ratio: 0.001 }, "9 s shorter, less than 0.01×"],
  [{ ms: 40, ratio: null }, "40 ms longer"],
])("a change of a duration in words: %j", (change, words) => {
  expect(changeWords(change)).toBe(words);
});

test("lines that differ in dates, times of day and durations only are the same without them", () => {
  const one = "2026-02-03T14:05:06.123Z built 7 files in 12ms (at 14:05), took 3m4s; exit 3";
  const other = "2025-11-30 04:15:06 +01:00 built 7 files in 1.25 s (at 9:59:01), took 1h2m3s; exit 3";
  expect(withoutTimes(one)).toBe("<time> built 7 files in <time> (at <time>), took <time>; exit 3");
  expect(withoutTimes(other)).toBe(withoutTimes(one));
});

test("numbers that are no times stay", () => {
  const text = "exit 3 of 12 files, host10s, v1.2.3, 404 not found, 5 sheep";
  expect(withoutTimes(text)).toBe(text);
});

test("an address asks for a page of the tracks, and a wrong one for the first", () => {
  expect(
    comparisonAsked(
      new Map([
        ["page", "3"],
        ["all", "1"],
        ["order", "duration"],
      ]),
    ),
  ).toEqual({
    ...{ all: true, order: "duration", skip: 200, limit: 100 },
  });
  for (const page of ["0", "-1", "x", "1.5", "1e9"])
    expect(comparisonAsked(new Map([["page", page]]))).toMatchObject({ skip: 0, all: false, order: "time" });
});
