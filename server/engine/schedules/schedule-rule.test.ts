import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  duesUntil,
  jitterOf,
  nextDue,
  nextDues,
  ruleProblems,
  type ScheduleRule,
  type ScheduleTimes,
} from "./schedule-rule.ts";

const at = (text: string) => Date.parse(text);
const NOW = at("2026-01-01T00:00:00Z");

function times(rule: ScheduleRule | string, more: Partial<ScheduleTimes> = {}): ScheduleTimes {
  return {
    rule: typeof rule === "string" ? { kind: "cron", cron: rule } : rule,
    zone: "UTC",
    startsAt: null,
    endsAt: null,
    excludedDates: [],
    ...more,
  };
}

function texts(schedule: ScheduleTimes, after: string, count: number): string[] {
  return nextDues(schedule, at(after), count).map((due) => new Date(due).toISOString().slice(0, 16));
}

function problem(schedule: ScheduleTimes): string | undefined {
  return ruleProblems(schedule, NOW)[0]?.text;
}

describe("a rule that cannot be", () => {
  it.each([
    ["* * * * * *", /Seconds are not taken/],
    ["0 0 30 2 *", /never be due: the calendar has no such day/],
    ["61 * * * *", /no cron rule: .*minute/],
    ["0 24 * * *", /no cron rule: .*hour/],
    ["", /Found none/],
    ["* * *", /Found 3/],
    ["@reboot", /no name of a rule/],
    ["@every 5m", /no name of a rule/],
    ["? * * * *", /Write `\*`/],
    ["2026-12-01T00:00:00", /five fields/],
    ["0 0 * * monday-fri\u0000", /no cron rule/],
  ])("%j is refused with a reason", (cron, wanted) => {
    expect(problem(times(cron))).toMatch(wanted);
  });

  it("has a zone that is none, an end before its start, or a date that is none", () => {
    expect(problem(times("@daily", { zone: "Mars/Olympus" }))).toMatch(/not a time zone/);
    expect(problem(times("@daily", { startsAt: NOW + 2, endsAt: NOW + 1 }))).toMatch(/not after the start/);
    for (const date of ["2026-02-29", "02-30", "tomorrow", "2026-1-1"])
      expect(problem(times("@daily", { excludedDates: [date] }))).toMatch(/is no date/);
  });

  it("is over already, or never before its end", () => {
    expect(problem(times({ kind: "once", at: NOW }))).toMatch(/has passed/);
    expect(problem(times("@daily", { endsAt: NOW }))).toMatch(/end has passed/);
    expect(problem(times("0 0 1 6 *", { endsAt: at("2026-05-01T00:00:00Z") }))).toMatch(/before the end/);
    expect(problem(times("0 0 25 12 *", { excludedDates: ["12-25"] }))).toMatch(/not excluded/);
  });

  it.each([0, 999, -1, 0.5, Number.NaN, 1e15])("is an interval of %d ms", (everyMs) => {
    expect(problem(times({ kind: "interval", everyMs, anchor: NOW }))).toMatch(/Wanted an interval of 1s to/);
  });
});

describe("clock changes", () => {
  const berlin = { zone: "Europe/Berlin" };

  it("a time that is skipped is due when the clock has jumped; a time that comes twice is due once", () => {
    expect(texts(times("30 2 * * *", berlin), "2026-03-28T12:00:00Z", 2)).toEqual([
      "2026-03-29T01:00",
      "2026-03-30T00:30",
    ]);
    expect(texts(times("30 2 * * *", berlin), "2026-10-24T12:00:00Z", 2)).toEqual([
      "2026-10-25T00:30",
      "2026-10-26T01:30",
    ]);
  });

  it.each([
    ["30 2,14 * * *", ["03:00", "14:30"], ["02:30", "14:30"]],
    ["0,30 2 * * *", ["03:00"], ["02:00", "02:30"]],
    ["30 2-3 * * *", ["03:00", "03:30"], ["02:30", "03:30"]],
    ["*/30 2 * * *", [], ["02:00", "02:30", "02:00", "02:30"]],
  ])("%s is due at %j where the clocks go forward, and at %j where they go back", (cron, spring, autumn) => {
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone: berlin.zone, timeStyle: "short" });
    const ofDay = (first: string, until: string) =>
      duesUntil(times(cron, berlin), { first: at(first), until: at(until), max: 9 }).dues.map((due) =>
        clock.format(due),
      );
    expect(ofDay("2026-03-28T23:00:00Z", "2026-03-29T21:59:00Z")).toEqual(spring);
    expect(ofDay("2026-10-24T22:00:00Z", "2026-10-25T22:59:00Z")).toEqual(autumn);
  });

  it("a rule of every half hour follows the hours that pass, not those that the clock shows", () => {
    expect(texts(times("*/30 * * * *", berlin), "2026-10-25T00:00:00Z", 4)).toEqual([
      "2026-10-25T00:30",
      "2026-10-25T01:00",
      "2026-10-25T01:30",
      "2026-10-25T02:00",
    ]);
  });

  it("an interval does not know them", () => {
    const interval = { kind: "interval", everyMs: 86_400_000, anchor: at("2026-03-27T12:00:00Z") } as const;
    expect(texts(times(interval, berlin), "2026-03-27T12:00:00Z", 2)).toEqual([
      "2026-03-28T12:00",
      "2026-03-29T12:00",
    ]);
  });
});

it("a day is excluded by the date that it has in the zone, in one year or in each", () => {
  const schedule = times("0 0 * * *", { zone: "Asia/Tokyo", excludedDates: ["2026-01-03", "01-05"] });
  expect(texts(schedule, "2026-01-01T00:00:00Z", 3)).toEqual([
    "2026-01-01T15:00",
    "2026-01-03T15:00",
    "2026-01-05T15:00",
  ]);
});

describe("a rule with many times a day", () => {
  const christmas = { kind: "interval", everyMs: 5_000, anchor: at("2026-12-01T00:00:00Z") } as const;

  it.each<[string, ScheduleRule, string[], string, string]>([
    ["5 seconds", christmas, ["12-25"], "2026-12-24T23:59:55Z", "2026-12-26T00:00"],
    [
      "minute",
      { kind: "cron", cron: "* * * * *" },
      ["12-24", "12-25", "12-26", "12-27"],
      "2026-12-23T23:59:00Z",
      "2026-12-28T00:00",
    ],
  ])("every %s goes on after its excluded days", (_, rule, excludedDates, after, next) => {
    const schedule = times(rule, { excludedDates });
    expect(texts(schedule, after, 1)).toEqual([next]);
    expect(ruleProblems(schedule, at("2026-12-25T12:00:00Z"))).toEqual([]);
  });

  it("has missed only the times of the days that are not excluded", () => {
    const schedule = times(christmas, { excludedDates: ["12-25"] });
    const first = at("2026-12-24T23:59:55Z");
    const until = at("2026-12-26T00:00:07Z");
    expect(duesUntil(schedule, { first, until, max: 1_000 })).toEqual({
      dues: [first, at("2026-12-26T00:00:00Z"), at("2026-12-26T00:00:05Z")],
      isCut: false,
    });
  });

  it("is never due where each day of the year is excluded", () => {
    const days = Array.from({ length: 366 }, (_, day) =>
      new Date(at("2024-01-01T00:00:00Z") + day * 86_400_000).toISOString().slice(5, 10),
    );
    expect(problem(times(christmas, { excludedDates: days }))).toMatch(/not excluded/);
    const all = times(christmas, { excludedDates: days.filter((day) => day !== "02-29") });
    expect(texts(all, "2096-03-01T00:00:00Z", 1)).toEqual(["2104-02-29T00:00"]);
  });
});

it("start and end are part of the time in which it is due", () => {
  const interval = { kind: "interval", everyMs: 60_000, anchor: NOW } as const;
  const schedule = times(interval, { startsAt: NOW + 120_000, endsAt: NOW + 240_000 });
  expect(nextDues(schedule, NOW - 1e9, 9)).toEqual([NOW + 120_000, NOW + 180_000, NOW + 240_000]);
});

const anyTimes = fc.record({
  rule: fc.oneof(
    fc
      .constantFrom(
        "*/7 * * * *",
        "30 2 * * *",
        "0 9-17/2 * * 1-5",
        "0 0 13 * 5",
        "*/30 1-3 * * *",
        "15,45 0-3,14 * * *",
        "@hourly",
      )
      .map((cron): ScheduleRule => ({ kind: "cron", cron })),
    fc.record({
      kind: fc.constant("interval" as const),
      everyMs: fc.integer({ min: 10_000, max: 5_000_000 }),
      anchor: fc.integer({ min: NOW - 1e9, max: NOW + 1e8 }),
    }),
    fc.record({ kind: fc.constant("once" as const), at: fc.integer({ min: NOW, max: NOW + 1e9 }) }),
  ),
  zone: fc.constantFrom("UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "Asia/Kathmandu"),
  startsAt: fc.option(fc.integer({ min: NOW - 1e8, max: NOW + 1e8 })),
  endsAt: fc.option(fc.integer({ min: NOW + 2e8, max: NOW + 1e10 })),
  excludedDates: fc.subarray(["01-02", "2026-03-29", "2026-10-25", "01-07"]),
});
/** Before the clock changes of spring and autumn, too. */
const anyMoment = fc
  .constantFrom("2026-01-01", "2026-03-28", "2026-10-24", "2026-04-04")
  .chain((day) => fc.integer({ min: 0, max: 86_400_000 }).map((ms) => at(`${day}T00:00:00Z`) + ms));

it("what is due within a time is the same, asked forwards and backwards", () => {
  fc.assert(
    fc.property(anyTimes, anyMoment, fc.integer({ min: 0, max: 86_400_000 }), (schedule, after, span) => {
      const first = nextDue(schedule, after);
      fc.pre(first !== null);
      const until = first + span;
      const forwards: number[] = [];
      for (let due: number | null = first; due !== null && due <= until; due = nextDue(schedule, due))
        forwards.push(due);
      const backwards = duesUntil(schedule, { first, until, max: 10_000 });
      expect(backwards).toEqual({ dues: forwards, isCut: false });
      const cut = duesUntil(schedule, { first, until, max: 3 });
      expect(cut).toEqual({ dues: forwards.slice(-3), isCut: forwards.length > 3 });
    }),
    { numRuns: 40 },
  );
});

it("due times only go forward, and stay within start and end", () => {
  fc.assert(
    fc.property(anyTimes, anyMoment, (schedule, after) => {
      let before = after;
      for (const due of nextDues(schedule, after, 20)) {
        expect(due).toBeGreaterThan(before);
        expect(due).toBeGreaterThanOrEqual(schedule.startsAt ?? due);
        expect(due).toBeLessThanOrEqual(schedule.endsAt ?? due);
        before = due;
      }
    }),
    { numRuns: 40 },
  );
});

it("the jitter of a time is always the same, and within its limit", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat(3_600_000), (id, due, jitterMs) => {
      const jitter = jitterOf(id, due, jitterMs);
      expect(jitter).toBe(jitterOf(id, due, jitterMs));
      expect(jitter >= 0 && jitter <= jitterMs).toBe(true);
    }),
  );
  const spread = new Set(Array.from({ length: 100 }, (_, id) => jitterOf(id, NOW, 60_000)));
  expect(spread.size).toBeGreaterThan(90);
});
