import { Cron } from "croner";
import { isDate } from "../time/dates.ts";
import { durationText } from "../time/durations.ts";
import { momentOf, zoneProblem } from "../time/moments.ts";
import { NEVER_DUE } from "./is-ever-due.ts";

/** When a schedule is due. Moments are milliseconds since 1970, UTC. */
export type ScheduleRule =
  /** Five fields, or a name such as `@daily`, read in the zone of the schedule. */
  | { readonly kind: "cron"; readonly cron: string }
  /** Every so many milliseconds, counted from `anchor`. */
  | { readonly kind: "interval"; readonly everyMs: number; readonly anchor: number }
  | { readonly kind: "once"; readonly at: number };

/** A rule, with all that limits it. */
export type ScheduleTimes = {
  readonly rule: ScheduleRule;
  /** An IANA name, such as `Europe/Berlin`. */
  readonly zone: string;
  /** No due time is before it. */
  readonly startsAt: number | null;
  /** No due time is after it. */
  readonly endsAt: number | null;
  /** Days of the zone without a due time: `2026-12-24`, or `12-25` for each year. */
  readonly excludedDates: readonly string[];
};

/** A rule more often than that would be a busy loop. */
export const MIN_INTERVAL_MS = 1_000;
/** A longer interval is a date. */
export const MAX_INTERVAL_MS = 366 * 86_400_000;
export const MAX_EXCLUDED_DATES = 1_000;
/** With a day of jitter it is still in the year 9999: databases keep nothing later. */
const LATEST_DUE = Date.UTC(9999, 11, 31) - 1;

/** The names of cron that mean five fields. `@reboot` has no time. */
const NAMED = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/i;
/** So many days with due times may be excluded one after another, before it counts as a rule that is never due. */
const MAX_EXCLUDED_DAYS = 5_000;
const YEARLY = /^\d{2}-\d{2}$/;

/** A problem of a schedule, and the field that has it. */
export type RuleProblem = { readonly path: string; readonly text: string };

/**
 * What is wrong with the times of a schedule, each as a sentence. A rule that is never due is a problem, too.
 *
 * @param now from when it must be due at least once; null where that is not asked.
 */
export function ruleProblems(times: ScheduleTimes, now: number | null): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const zone = zoneProblem(times.zone);
  if (zone !== null) problems.push({ path: "zone", text: zone });
  const rule = zone === null ? problemOfRule(times.rule, times.zone) : null;
  if (rule !== null) problems.push(rule);
  if (times.startsAt !== null && times.endsAt !== null && times.endsAt <= times.startsAt)
    problems.push({ path: "endsAt", text: "The end is not after the start." });
  for (const date of times.excludedDates)
    if (!isDate(date) && !(YEARLY.test(date) && isDate(`2024-${date}`)))
      problems.push({
        path: "excludedDates",
        text: `\`${date.slice(0, 20)}\` is no date. Write 2026-12-24, or 12-25 for each year.`,
      });
  if (times.excludedDates.length > MAX_EXCLUDED_DATES)
    problems.push({ path: "excludedDates", text: `At most ${MAX_EXCLUDED_DATES} dates can be excluded.` });
  if (problems.length === 0 && now !== null && nextDue(times, now) === null)
    problems.push({ path: fieldOf(times.rule), text: neverText(times, now) });
  return problems;
}

/**
 * The first due time after a moment; null where there is none any more.
 *
 * @throws RangeError where `ruleProblems` has one.
 */
export function nextDue(times: ScheduleTimes, after: number): number | null {
  const from = Math.max(after, (times.startsAt ?? after + 1) - 1);
  const excludedDayOf = excludedDays(times);
  const next = afterOf(times);
  let due = next(from);
  for (let days = 0; days < MAX_EXCLUDED_DAYS; days += 1) {
    if (due === null || due > LATEST_DUE || (times.endsAt !== null && due > times.endsAt)) return null;
    if (excludedDayOf(due) === null) return due;
    // The rest of the day is passed at once: a rule may have thousands of times in it.
    due = next(Math.max(due, momentOf("00:00", times.zone, due) - 1));
  }
  return null;
}

/** The next so many due times after a moment. */
export function nextDues(times: ScheduleTimes, after: number, count: number): number[] {
  const dues: number[] = [];
  for (let due = nextDue(times, after); due !== null && dues.length < count; due = nextDue(times, due))
    dues.push(due);
  return dues;
}

/**
 * The due times from `first` to `until`, both included: the latest `max` of them, in their order. `isCut`: there were more.
 *
 * @param first a due time: the one that was worked out before.
 */
export function duesUntil(
  times: ScheduleTimes,
  { first, until, max }: { readonly first: number; readonly until: number; readonly max: number },
): { readonly dues: readonly number[]; readonly isCut: boolean } {
  const excludedDayOf = excludedDays(times);
  const before = beforeOf(times);
  const found: number[] = [];
  for (let due = before(Math.min(until, times.endsAt ?? until)); due !== null && due >= first; ) {
    const day = excludedDayOf(due);
    if (day === null) {
      if (found.length === max) return { dues: found.reverse(), isCut: true };
      found.push(due);
    }
    const begin = day === null ? due : momentOf(`${day}T00:00`, times.zone, due);
    due = before(Math.min(due, begin) - 1);
  }
  return { dues: found.reverse(), isCut: false };
}

/**
 * How much later than its due time a schedule is launched: the same for the same due time, whoever works it out. So many
 * schedules of one minute do not begin at once. The hash is FNV-1a, 32 bits.
 *
 * @returns milliseconds, from 0 to `jitterMs`.
 */
export function jitterOf(scheduleId: number, due: number, jitterMs: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${scheduleId} ${due}`)
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash % (jitterMs + 1);
}

function problemOfRule(rule: ScheduleRule, zone: string): RuleProblem | null {
  if (rule.kind === "once") return null;
  if (rule.kind === "cron") {
    const text = cronProblem(rule.cron, zone);
    return text === null ? null : { path: "cron", text };
  }
  const { everyMs } = rule;
  if (Number.isSafeInteger(everyMs) && everyMs >= MIN_INTERVAL_MS && everyMs <= MAX_INTERVAL_MS) return null;
  const range = `${durationText(MIN_INTERVAL_MS)} to ${durationText(MAX_INTERVAL_MS)}`;
  return { path: "every", text: `Wanted an interval of ${range}.` };
}

function cronProblem(cron: string, zone: string): string | null {
  const text = cron.trim();
  if (text.startsWith("@") && !NAMED.test(text))
    return `\`${text.slice(0, 40)}\` is no name of a rule. Wanted @hourly, @daily, @weekly, @monthly or @yearly.`;
  const fields = text.split(/\s+/).length;
  if (!text.startsWith("@") && fields !== 5)
    return fields === 6 || fields === 7
      ? "Wanted five fields: minute, hour, day of the month, month, day of the week. Seconds are not taken: for less than a minute, use an interval."
      : `Wanted five fields: minute, hour, day of the month, month, day of the week. Found ${text === "" ? "none" : fields}.`;
  if (text.includes("?")) return "`?` has no meaning here. Write `*`.";
  try {
    parsed(text, zone);
    return null;
  } catch (error) {
    return `This is no cron rule: ${cronWords(error)}.`;
  }
}

/** The parser's message without its own name. */
function cronWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^\w+: /, "").replace(/\.$/, "");
}

/** Rules are few and asked for often; to parse one takes longer than to ask it. */
const PARSED = new Map<string, Cron>();
const MAX_PARSED = 1_000;

function parsed(cron: string, zone: string): Cron {
  const key = `${zone} ${cron}`;
  const known = PARSED.get(key);
  if (known !== undefined) return known;
  const rule = new Cron(cron.trim(), {
    timezone: zone,
    paused: true,
    // Lists and ranges are fixed times, too: with the usual rule of the parser they are done twice, or left out.
    fixedTimeRule: "no-wildcard",
    ...(!cron.trim().startsWith("@") && { mode: "5-part" as const }),
  });
  if (PARSED.size >= MAX_PARSED) PARSED.clear();
  PARSED.set(key, rule);
  return rule;
}

function afterOf({ rule, zone }: ScheduleTimes): (after: number) => number | null {
  if (rule.kind === "once") return (after) => (rule.at > after ? rule.at : null);
  if (rule.kind === "interval") {
    const { everyMs, anchor } = rule;
    return (after) =>
      after < anchor ? anchor : anchor + (Math.floor((after - anchor) / everyMs) + 1) * everyMs;
  }
  const cron = parsed(rule.cron, zone);
  return (after) => cron.nextRun(new Date(after))?.getTime() ?? null;
}

/** The last due time that is not after a moment. */
function beforeOf({ rule, zone, startsAt }: ScheduleTimes): (until: number) => number | null {
  const notTooEarly = (due: number) => (startsAt === null || due >= startsAt ? due : null);
  if (rule.kind === "once") return (until) => (rule.at <= until ? notTooEarly(rule.at) : null);
  if (rule.kind === "interval") {
    const { everyMs, anchor } = rule;
    return (until) =>
      until < anchor ? null : notTooEarly(anchor + Math.floor((until - anchor) / everyMs) * everyMs);
  }
  const cron = parsed(rule.cron, zone);
  return (until) => {
    // A moment that is itself a due time counts: so from the second after it.
    const [due] = cron.previousRuns(1, new Date(Math.floor(until / 1_000) * 1_000 + 1_000));
    return due === undefined ? null : notTooEarly(due.getTime());
  };
}

/** Gives the day of a due time, such as `2026-12-24`, where it is excluded, else null. */
function excludedDays({ excludedDates, zone }: ScheduleTimes): (due: number) => string | null {
  if (excludedDates.length === 0) return () => null;
  const dates = new Set(excludedDates);
  const day = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (due) => {
    const text = day.format(due);
    return dates.has(text) || dates.has(text.slice(-5)) ? text : null;
  };
}

function fieldOf(rule: ScheduleRule): string {
  return rule.kind === "interval" ? "every" : rule.kind === "once" ? "at" : "cron";
}

function neverText({ rule, startsAt, endsAt, excludedDates }: ScheduleTimes, now: number): string {
  if (rule.kind === "once" && rule.at <= now) return "This moment has passed.";
  if (Math.max(rule.kind === "once" ? rule.at : 0, startsAt ?? 0) > LATEST_DUE)
    return "It would never be due: the latest day is 9999-12-30.";
  if (endsAt !== null && endsAt <= now) return "The end has passed: it would never be due.";
  if (endsAt !== null || excludedDates.length > 0)
    return "It would never be due: no time of the rule is before the end and on a day that is not excluded.";
  return NEVER_DUE;
}
