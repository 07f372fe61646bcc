import { expect, test } from "vitest";
import { endedChart, factsOf, slotChart, stepWords, waitChart } from "./chart-content.ts";
import { readDays } from "./read-days.ts";
import { statisticsForTest } from "./statistics-for-test.ts";

const view = statisticsForTest();

test("each chart has a value of each series for each step, and a gap where nothing is known", () => {
  for (const { times, series } of [endedChart(view), waitChart(view), slotChart(view)])
    for (const { values } of series) expect(values).toHaveLength(times.length);
  expect(slotChart(view).series[0]?.values[61]).toBeNull();
  expect(endedChart(view).series.map(({ label }) => label)).toEqual([
    "Succeeded",
    "Failed",
    "Cancelled",
    "Rolled back",
  ]);
});

test("the facts are of all steps; of nothing there is no share", () => {
  expect(factsOf(view)).toMatchObject({ ended: 505, successRate: 89, longestQueue: 89_999, busyShare: 63 });
  const empty = statisticsForTest({ ended: [], server: [] });
  expect(factsOf(empty)).toEqual({ ended: 0, successRate: null, longestQueue: null, busyShare: null });
});

test("days are those of UTC", () => {
  expect(stepWords(Date.parse("2026-03-01T00:00:00Z"), 86_400_000)).toBe("1 Mar");
});

test("an address that says no time that can be chosen shows one day", () => {
  expect(["1", "7", "30", "2", "x", undefined].map(readDays)).toEqual([1, 7, 30, 1, 1, 1]);
});
