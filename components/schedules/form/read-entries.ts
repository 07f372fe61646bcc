import type { SaveScheduleInput, ScheduleTiming, ScheduleView } from "#contract/triggers/schedules.ts";
import { readLabelLines } from "#engine/shape/launch-labels.ts";
import { parseDuration } from "#engine/time/durations.ts";
import { momentOf, momentProblem, zoneProblem } from "#engine/time/moments.ts";
import { type EntryName, entriesOf, type ScheduleEntries } from "./schedule-entries.ts";

/** By field: a sentence why its entry does not do. */
export type EntryProblems = ReadonlyMap<EntryName, string>;

type Reading<Value> = { readonly value: Value; readonly problems: EntryProblems };

type Moments = Pick<ScheduleEntries, "at" | "startsAt" | "endsAt">;

/**
 * When the schedule is due, as it is typed. The rest of what can be wrong, such as a cron rule, the server says.
 *
 * @param before the schedule that is changed: a moment that is not changed keeps its seconds.
 */
export function readTiming(entries: ScheduleEntries, before: ScheduleView | null): Reading<ScheduleTiming> {
  const problems = new Map<EntryName, string>();
  const { kind, zone } = entries;
  const zoneSays = zoneProblem(zone);
  if (zoneSays !== null) problems.set("zone", zoneSays);
  const moment = (name: keyof Moments): Date | null => {
    const text = entries[name];
    if (text === "" || zoneSays !== null) return null;
    const kept = before === null ? null : keptMoment(name, entries, before);
    if (kept !== null) return kept;
    const problem = momentProblem(text);
    if (problem === null) return new Date(momentOf(text, zone, 0));
    problems.set(name, "Enter the whole date with its time, or clear it.");
    return null;
  };
  const at = kind === "once" ? moment("at") : null;
  const everyMs = kind === "interval" ? parseDuration(entries.every.trim()) : null;
  if (kind === "once" && at === null && !problems.has("at")) problems.set("at", "Required: enter a date.");
  if (kind === "interval" && everyMs === null)
    problems.set("every", "Wanted a length of time, such as 15m, 1h30m or 90s.");
  if (kind === "cron" && entries.cron.trim() === "")
    problems.set("cron", "Required: enter a rule, such as 30 2 * * * for 02:30 each day.");
  const value = {
    ...(kind === "cron" && { cron: entries.cron.trim() }),
    ...(everyMs !== null && { everyMs }),
    ...(at !== null && { at }),
    zone,
    startsAt: moment("startsAt"),
    endsAt: moment("endsAt"),
    excludedDates: datesIn(entries.excludedDates),
  };
  return { value, problems };
}

/** All but the params, as the API wants it. */
export function readEntries(
  entries: ScheduleEntries,
  before: ScheduleView | null,
): Reading<Omit<SaveScheduleInput, "params" | "version">> {
  const timing = readTiming(entries, before);
  const problems = new Map(timing.problems);
  const length = (name: "jitter" | "grace"): number => {
    const ms = parseDuration(entries[name].trim() || "0s");
    if (ms === null) problems.set(name, "Wanted a length of time, such as 30s, 5m or 0s.");
    return ms ?? 0;
  };
  const whole = (name: "maxRunning" | "maxCatchUp" | "priority" | "revision", min: number, max: number) => {
    const text = entries[name].trim();
    const number = /^-?\d{1,9}$/.test(text) ? Number(text) : null;
    if (number !== null && number >= min && number <= max) return number;
    problems.set(name, `Wanted a whole number, ${min} to ${max.toLocaleString("en")}.`);
    return min;
  };
  const name = entries.name.trim();
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name))
    problems.set("name", "Wanted letters, digits, dots, hyphens and underscores, such as nightly-backup.");
  if (entries.graph === "") problems.set("graph", "Required: choose a graph.");
  const labels = readLabelLines(entries.labels);
  if (!labels.ok) problems.set("labels", labels.problem);
  const value = {
    name,
    graph: entries.graph,
    revision: entries.revision === "" ? null : whole("revision", 1, 999_999_999),
    ...timing.value,
    jitterMs: length("jitter"),
    policy: {
      overlap: entries.overlap,
      maxRunning: whole("maxRunning", 1, 1_000),
      graceMs: length("grace"),
      coalesce: entries.coalesce,
      catchUp: entries.catchUp,
      ...(entries.catchUp === "all" && { maxCatchUp: whole("maxCatchUp", 1, 100) }),
    },
    pipelineName: entries.pipelineName.trim() === "" ? null : entries.pipelineName.trim(),
    priority: whole("priority", -1_000, 1_000),
    labels: labels.ok ? labels.labels : {},
  };
  return { value, problems };
}

/** The moment that the schedule has, where nothing that it follows from was changed. */
function keptMoment(name: keyof Moments, entries: ScheduleEntries, before: ScheduleView): Date | null {
  const first = entriesOf(before);
  if (entries[name] !== first[name] || entries.zone !== first.zone) return null;
  if (name === "startsAt") return before.startsAt;
  if (name === "endsAt") return before.endsAt;
  return before.rule.kind === "once" ? new Date(before.rule.at) : null;
}

function datesIn(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ""))];
}
