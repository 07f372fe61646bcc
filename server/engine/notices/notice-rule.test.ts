import { expect, test } from "vitest";
import { type NoticeSettings, settingsProblems } from "./notice-rule.ts";

const GOOD: NoticeSettings = {
  kinds: ["failed"],
  waitMs: 0,
  late: null,
  target: { kind: "email", to: ["ops@example.com"] },
  quiet: null,
  repeatMs: 0,
};
const ALL = [1, 2, 3, 4, 5, 6, 7];
const pathsOf = (more: Partial<NoticeSettings>) =>
  settingsProblems({ ...GOOD, ...more }).map(({ path }) => path);

test("a rule that could never tell of anything, or names what is none, is refused where it says so", () => {
  expect(pathsOf({})).toEqual([]);
  expect(pathsOf({ kinds: [] })).toEqual(["on"]);
  expect(pathsOf({ kinds: ["late"] })).toEqual(["late"]);
  expect(pathsOf({ late: { kind: "after", ms: 1 } })).toEqual(["late"]);
  expect(pathsOf({ waitMs: 1 })).toEqual(["wait"]);
  expect(pathsOf({ kinds: ["late"], late: { kind: "by", time: "24:00", zone: "Nowhere/City" } })).toEqual([
    "lateBy",
    "zone",
  ]);
});

test("quiet hours need times, days and a zone, and may not last for ever", () => {
  const quiet = { zone: "UTC", from: "22:00", to: "06:00", days: ALL, afterwards: "drop" } as const;
  expect(pathsOf({ quiet })).toEqual([]);
  expect(pathsOf({ quiet: { ...quiet, from: "7", zone: "X/Y", days: [] } })).toEqual([
    "quiet.zone",
    "quiet.from",
    "quiet.days",
  ]);
  expect(pathsOf({ quiet: { ...quiet, days: [0] } })).toEqual(["quiet.days"]);
  expect(pathsOf({ quiet: { ...quiet, to: "22:00" } })).toEqual(["quiet"]);
  expect(pathsOf({ quiet: { ...quiet, to: "22:00", afterwards: "hold" } })).toEqual(["quiet.to"]);
});
