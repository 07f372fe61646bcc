import type { FireView, ScheduleStopView, ScheduleView } from "#contract/triggers/schedules.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { wallTime } from "#engine/schedules/rule-words.ts";
import { labelLines } from "#engine/shape/launch-labels.ts";
import { durationText } from "#engine/time/durations.ts";
import { shownText } from "../text/shown-text.ts";
import { spanText, timeText } from "../text/time-text.ts";

/** `active`; `new → active` where the scheduler has not made it so yet. */
export function scheduleState({ desired, observed }: Pick<ScheduleView, "desired" | "observed">): string {
  return desired === observed ? desired : `${observed} → ${desired}`;
}

/** A moment in a zone and in UTC: `2026-12-24 18:00 Europe/Berlin  (2026-12-24 17:00 UTC)`. */
export function dueText(at: Date, zone: string): string {
  const there = `${zoneText(at, zone)} ${zone}`;
  return zone === "UTC" ? there : `${there}  (${zoneText(at, "UTC")} UTC)`;
}

/** `2026-12-24 18:00` in a zone, with seconds only where there are some. */
export function zoneText(at: Date, zone: string): string {
  const seconds = at.toISOString().slice(16, 19);
  return `${wallTime(at.getTime(), zone)}${seconds === ":00" ? "" : seconds}`;
}

/** What became of a time: `launched, pipeline 7`; `missed, 3 times: It was late …`. */
export function fireText({
  state,
  times,
  pipelineId,
  reason,
}: Pick<FireView, "state" | "times" | "pipelineId" | "reason">): string {
  const what = [state, ...(times > 1 ? [`${times} times`] : [])].join(", ");
  const pipeline = pipelineId === null ? "" : `, pipeline ${pipelineId}`;
  return `${what}${pipeline}${reason === null ? "" : `: ${reason}`}`;
}

/** That all schedules are stopped, as a sentence. */
export function stopText({ stoppedAt, stoppedBy, reason }: ScheduleStopView): string {
  return shownText(`All schedules are stopped since ${timeText(stoppedAt)} by ${stoppedBy}: ${reason}`);
}

/** What is published with one version, and of whom it is: `load, the latest revision; every 1h; version 3 of ann`. */
export function versionText({ graph, revision, ruleText, version, changedBy }: ScheduleView): string {
  const launched = `${graph}${revision === null ? ", the latest revision" : `@${revision}`}`;
  return shownText(`${launched}; ${ruleText}; version ${version} of ${changedBy}`);
}

/** The settings of a schedule, a line for each: its word and its text. What is as usual is left out. */
export function settingLines(schedule: ScheduleView): readonly (readonly [string, string])[] {
  const { name, graph, revision, rule, ruleText, zone, startsAt, endsAt, excludedDates } = schedule;
  const { jitterMs, policy, params, pipelineName, priority, version, changedAt, changedBy } = schedule;
  const when = rule.kind === "cron" ? `${ruleText}  (${rule.cron})` : ruleText;
  const dates = excludedDates.slice(0, 20).join(", ");
  const more = excludedDates.length > 20 ? ` and ${excludedDates.length - 20} more` : "";
  return [
    ["Schedule", shownText(name)],
    ["Graph", `${graph}${revision === null ? ", the latest revision" : `@${revision}`}`],
    ["When", shownText(when)],
    ["Zone", zone],
    ...(startsAt === null ? [] : [["Start", dueText(startsAt, zone)] as const]),
    ...(endsAt === null ? [] : [["End", dueText(endsAt, zone)] as const]),
    ...(dates === "" ? [] : [["Except", shownText(dates + more)] as const]),
    ...(jitterMs === 0 ? [] : [["Jitter", `up to ${durationText(jitterMs)}`] as const]),
    ["Late", `up to ${durationText(policy.graceMs)}; catch up ${catchUpText(schedule)}`],
    ["Overlap", `${policy.overlap}, at most ${policy.maxRunning} at a time`],
    ...(pipelineName === null ? [] : [["Pipelines", shownText(pipelineName)] as const]),
    ...(priority === 0 ? [] : [["Priority", String(priority)] as const]),
    ...labelLines(schedule.labels).map((label) => ["Label", shownText(label)] as const),
    ...Object.entries(params).map(
      ([param, value]) => ["Param", shownText(`${param} = ${writeJson(value)}`)] as const,
    ),
    ["Version", String(version)],
    ["Changed", `${timeText(changedAt)} by ${shownText(changedBy)}`],
  ];
}

function catchUpText({ policy: { catchUp, maxCatchUp, coalesce } }: ScheduleView): string {
  const which = catchUp === "all" ? `all, at most ${maxCatchUp}` : catchUp;
  return coalesce ? which : `${which}; each of several that are due together`;
}

export const FIRE_HEAD = ["ID", "DUE (UTC)", "LATE", "CAUSE", "WHAT BECAME OF IT"];

export function fireCells(fire: Omit<FireView, "pipelineState">): string[] {
  const { id, dueAt, lateMs, cause, by } = fire;
  return [
    String(id),
    utcText(dueAt),
    lateMs < 1_000 ? "-" : spanText(lateMs),
    by === null ? cause : `${cause} (${by})`,
    fireText(fire),
  ];
}

/** `2026-12-24 17:00:05`. */
function utcText(at: Date): string {
  return at.toISOString().slice(0, 19).replace("T", " ");
}
