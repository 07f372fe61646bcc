import type { ScheduleView } from "#contract/triggers/schedules.ts";
import { type CatchUp, type Overlap, USUAL_POLICY } from "#engine/schedules/decide-fires.ts";
import { labelLines } from "#engine/shape/launch-labels.ts";
import { durationText } from "#engine/time/durations.ts";
import { momentEntry } from "../shown/zone-text.ts";

export type RuleKind = "cron" | "interval" | "once";

/** The form of a schedule as it is typed: texts, and what was chosen. Its params are kept beside it. */
export type ScheduleEntries = {
  readonly name: string;
  readonly graph: string;
  /** Empty: the one that was sealed last. */
  readonly revision: string;
  readonly kind: RuleKind;
  readonly cron: string;
  readonly every: string;
  /** As clocks of the zone show it, such as `2026-12-24T18:00`; as are start and end. */
  readonly at: string;
  readonly zone: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly excludedDates: string;
  readonly jitter: string;
  readonly overlap: Overlap;
  readonly maxRunning: string;
  readonly grace: string;
  readonly coalesce: boolean;
  readonly catchUp: CatchUp;
  readonly maxCatchUp: string;
  readonly pipelineName: string;
  readonly priority: string;
  /** One a line. */
  readonly labels: string;
};

export type EntryName = keyof ScheduleEntries;

/** What each field is called, in the form and where somebody else changed it. */
export const ENTRY_LABELS: Readonly<Record<EntryName, string>> = {
  name: "Name",
  graph: "Graph",
  revision: "Revision",
  kind: "Repeats",
  cron: "Cron rule",
  every: "Interval",
  at: "Date and time",
  zone: "Time zone",
  startsAt: "Start",
  endsAt: "End",
  excludedDates: "Excluded dates",
  jitter: "Jitter",
  overlap: "If an earlier pipeline still runs",
  maxRunning: "Running at a time",
  grace: "Grace",
  coalesce: "Launch once for times that are due together",
  catchUp: "Catch up",
  maxCatchUp: "At most",
  pipelineName: "Name of its pipelines",
  priority: "Priority",
  labels: "Labels",
};

/** The form of a new schedule. */
export function newEntries(graph: string, zone: string): ScheduleEntries {
  return {
    ...policyEntries(USUAL_POLICY),
    name: "",
    graph,
    revision: "",
    kind: "cron",
    cron: "",
    every: "",
    at: "",
    zone,
    startsAt: "",
    endsAt: "",
    excludedDates: "",
    jitter: "0s",
    pipelineName: "",
    priority: "0",
    labels: "",
  };
}

/** The form of a schedule that there is. */
export function entriesOf(schedule: ScheduleView): ScheduleEntries {
  const { rule, zone, startsAt, endsAt } = schedule;
  return {
    ...newEntries(schedule.graph, zone),
    ...policyEntries(schedule.policy),
    name: schedule.name,
    revision: schedule.revision === null ? "" : String(schedule.revision),
    kind: rule.kind,
    cron: rule.kind === "cron" ? rule.cron : "",
    every: rule.kind === "interval" ? durationText(rule.everyMs) : "",
    at: rule.kind === "once" ? momentEntry(new Date(rule.at), zone) : "",
    startsAt: startsAt === null ? "" : momentEntry(startsAt, zone),
    endsAt: endsAt === null ? "" : momentEntry(endsAt, zone),
    excludedDates: schedule.excludedDates.join("\n"),
    jitter: durationText(schedule.jitterMs),
    pipelineName: schedule.pipelineName ?? "",
    priority: String(schedule.priority),
    labels: labelLines(schedule.labels).join("\n"),
  };
}

/** The labels of the fields in which two forms differ. */
export function differingLabels(one: ScheduleEntries, other: ScheduleEntries): readonly string[] {
  const names = Object.keys(ENTRY_LABELS) as EntryName[];
  return names.filter((name) => one[name] !== other[name]).map((name) => ENTRY_LABELS[name]);
}

function policyEntries(policy: ScheduleView["policy"]) {
  return {
    overlap: policy.overlap,
    maxRunning: String(policy.maxRunning),
    grace: durationText(policy.graceMs),
    coalesce: policy.coalesce,
    catchUp: policy.catchUp,
    maxCatchUp: String(policy.maxCatchUp),
  };
}
