import { expect, test } from "vitest";
import { USUAL_POLICY } from "#engine/schedules/decide-fires.ts";
import { readEntries, readTiming } from "./read-entries.ts";
import { differingLabels, entriesOf, newEntries } from "./schedule-entries.ts";
import { scheduleForTest } from "./schedule-for-test.ts";

const NEW = { ...newEntries("back-up", "Europe/Berlin"), name: "nightly", cron: " 30 2 * * * " };

test("what is typed becomes what the API wants", () => {
  const typed = {
    ...NEW,
    excludedDates: "12-25\n\n 2026-12-24 \n12-25",
    jitter: "30s",
    startsAt: "2026-07-01T08:00",
  };
  const { value, problems } = readEntries(typed, null);
  expect(problems.size).toBe(0);
  expect(value).toMatchObject({
    name: "nightly",
    graph: "back-up",
    revision: null,
    cron: "30 2 * * *",
    startsAt: new Date("2026-07-01T06:00:00Z"),
    endsAt: null,
    excludedDates: ["12-25", "2026-12-24"],
    jitterMs: 30_000,
    policy: { overlap: "skip", maxRunning: 1, graceMs: USUAL_POLICY.graceMs },
  });
});

test("only the rule that is chosen is read", () => {
  const every = readTiming({ ...NEW, kind: "interval", every: "90s", at: "never" }, null);
  expect(every.problems.size).toBe(0);
  expect(every.value).toMatchObject({ everyMs: 90_000 });
  expect(every.value.cron).toBeUndefined();
});

test("each entry that does not do is told at its field", () => {
  const typed = {
    ...NEW,
    name: "a b",
    graph: "",
    kind: "interval",
    every: "often",
    maxRunning: "0",
  } as const;
  expect([...readEntries({ ...typed, zone: "Mars", grace: "x" }, null).problems.keys()].sort()).toEqual([
    "every",
    "grace",
    "graph",
    "maxRunning",
    "name",
    "zone",
  ]);
});

test("a schedule that is not changed is saved as it is, with the seconds of its moments", () => {
  const at = new Date("2026-12-24T01:30:27Z");
  const schedule = scheduleForTest({ rule: { kind: "once", at: at.getTime() }, endsAt: at, revision: 4 });
  const entries = entriesOf(schedule);
  expect(entries).toMatchObject({ kind: "once", at: "2026-12-24T02:30", revision: "4" });
  expect(readEntries(entries, schedule).value).toMatchObject({ at, endsAt: at, revision: 4 });
  const moved = readEntries({ ...entries, zone: "UTC" }, schedule);
  expect(moved.value.at).toEqual(new Date("2026-12-24T02:30:00Z"));
});

test("two forms differ in the fields whose names are told", () => {
  expect(differingLabels(NEW, { ...NEW, zone: "UTC", jitter: "1m" })).toEqual(["Time zone", "Jitter"]);
});
