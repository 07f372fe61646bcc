import { describe, expect, test } from "vitest";
import { momentOf, momentProblem, zoneProblem } from "./moments.ts";

function next(until: string, zone: string, now: string): string {
  return new Date(momentOf(until, zone, Date.parse(now))).toISOString();
}

describe("the moment of `until`", () => {
  test.each([
    ["later today", "18:00", "UTC", "2026-03-01T12:00:00Z", "2026-03-01T18:00:00.000Z"],
    [
      "a time of day that is exactly now means tomorrow",
      "12:00",
      "UTC",
      "2026-03-01T12:00:00Z",
      "2026-03-02T12:00:00.000Z",
    ],
    ["tomorrow, over the end of a year", "02:00", "UTC", "2026-12-31T12:00:00Z", "2027-01-01T02:00:00.000Z"],
    ["winter in Berlin", "02:00", "Europe/Berlin", "2026-01-10T12:00:00Z", "2026-01-11T01:00:00.000Z"],
    ["summer in Berlin", "02:00", "Europe/Berlin", "2026-07-10T12:00:00Z", "2026-07-11T00:00:00.000Z"],
    [
      "a zone with another date than UTC",
      "00:30",
      "Asia/Tokyo",
      "2026-07-10T16:00:00Z",
      "2026-07-11T15:30:00.000Z",
    ],
    [
      "a time that the clock change skips",
      "02:30",
      "Europe/Berlin",
      "2026-03-28T12:00:00Z",
      "2026-03-29T01:30:00.000Z",
    ],
    [
      "the first of a time that the clock change repeats",
      "02:30",
      "Europe/Berlin",
      "2026-10-24T12:00:00Z",
      "2026-10-25T00:30:00.000Z",
    ],
    ["a date", "2026-12-24T18:00", "America/New_York", "2026-01-01T00:00:00Z", "2026-12-24T23:00:00.000Z"],
    ["a date that has passed", "2020-01-01T00:00", "UTC", "2026-01-01T00:00:00Z", "2020-01-01T00:00:00.000Z"],
  ])("%s", (_what, until, zone, now, wanted) => {
    expect(next(until, zone, now)).toBe(wanted);
  });

  test.each(["24:00", "2:00", "12:60", "2026-02-30T10:00", "2026-13-01T10:00", "noon", ""])(
    "%s is not a moment",
    (text) => {
      expect(momentProblem(text)).toMatch(/^Wanted a time of the day/);
    },
  );

  test("an unknown time zone is refused", () => {
    expect(zoneProblem("Europe/Berlin")).toBeNull();
    expect(zoneProblem("Mars/Olympus")).toMatch(/is not a time zone/);
  });
});
