import type { ScheduleView } from "#contract/triggers/schedules.ts";
import { USUAL_POLICY } from "#engine/schedules/decide-fires.ts";

/** A schedule that is active each night. */
export function scheduleForTest(changes: Partial<ScheduleView> = {}): ScheduleView {
  return {
    id: 7,
    name: "nightly",
    graph: "back-up",
    folder: "",
    revision: null,
    rule: { kind: "cron", cron: "30 2 * * *" },
    ruleText: "At 02:30",
    zone: "Europe/Berlin",
    startsAt: null,
    endsAt: null,
    excludedDates: [],
    jitterMs: 0,
    policy: USUAL_POLICY,
    params: {},
    pipelineName: null,
    priority: 0,
    labels: {},
    desired: "active",
    observed: "active",
    version: 3,
    dueAt: new Date("2026-12-24T01:30:00Z"),
    hasQueued: false,
    error: null,
    changedAt: new Date("2026-11-01T00:00:00Z"),
    changedBy: "ann",
    ...changes,
  };
}
