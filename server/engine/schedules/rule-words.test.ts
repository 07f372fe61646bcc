import { expect, it } from "vitest";
import { clockChanges, ruleWords, wallTime } from "./rule-words.ts";
import type { ScheduleRule } from "./schedule-rule.ts";

const cron = (text: string, zone = "Europe/Berlin"): { rule: ScheduleRule; zone: string } => ({
  rule: { kind: "cron", cron: text },
  zone,
});

it("a rule is said as a sentence", () => {
  expect(ruleWords(cron("30 2 * * 1-5"))).toBe("At 02:30, Monday through Friday");
  expect(ruleWords(cron("@daily"))).toBe("At 00:00");
  expect(ruleWords({ rule: { kind: "interval", everyMs: 90_000, anchor: 0 }, zone: "UTC" })).toBe(
    "Every 1m30s",
  );
  expect(
    ruleWords({ rule: { kind: "once", at: Date.parse("2026-12-24T17:00:00Z") }, zone: "Asia/Tokyo" }),
  ).toBe("Once, on 25 Dec 2026, 02:00");
});

it("the clock changes of a year are said, with what they do to a fixed time", () => {
  const texts = clockChanges(cron("30 2 * * *"), Date.parse("2026-01-01T00:00:00Z"));
  expect(texts).toEqual([
    {
      at: Date.parse("2026-03-29T01:00:00Z"),
      text: "The clocks go forward, from 02:00 to 03:00: a fixed time between them is due at 03:00. A rule with * or steps, such as */30, is not due between them.",
    },
    {
      at: Date.parse("2026-10-25T01:00:00Z"),
      text: "The clocks go back, from 03:00 to 02:00: a fixed time between them is due once, when it comes first. A rule with * or steps, such as */30, is due in both hours.",
    },
  ]);
  expect(clockChanges(cron("30 2 * * *", "Asia/Tokyo"), Date.parse("2026-01-01T00:00:00Z"))).toEqual([]);
});

it("a clock of a zone with half hours is read", () => {
  expect(wallTime(Date.parse("2026-01-01T00:00:00Z"), "Asia/Kathmandu")).toBe("2026-01-01 05:45");
});
