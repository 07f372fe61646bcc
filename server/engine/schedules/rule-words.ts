import cronstrue from "cronstrue";
import { durationText } from "../time/durations.ts";
import type { ScheduleTimes } from "./schedule-rule.ts";

const DAY_MS = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
/** How far clock changes are looked for. */
const MAX_DAYS = 366;

/** A rule as a sentence, in the words of its zone. */
export function ruleWords({ rule, zone }: Pick<ScheduleTimes, "rule" | "zone">): string {
  if (rule.kind === "interval") return `Every ${durationText(rule.everyMs)}`;
  if (rule.kind === "once") return `Once, on ${dateWords(rule.at, zone)}`;
  try {
    return cronstrue.toString(rule.cron.trim(), { use24HourTimeFormat: true });
  } catch {
    // A rule of the cron parser that the other library does not know, as one with `L` and `#`.
    return `cron: ${rule.cron.trim()}`;
  }
}

/** A change of the clocks of a zone. */
export type ClockChange = { readonly at: number; readonly text: string };

/** The clock changes of a zone within a year, and what they do to a cron rule. Other rules do not follow a clock. */
export function clockChanges(
  { rule, zone }: Pick<ScheduleTimes, "rule" | "zone">,
  now: number,
): ClockChange[] {
  if (rule.kind !== "cron") return [];
  const changes: ClockChange[] = [];
  for (let day = 0; day < MAX_DAYS; day += 1) {
    const [from, to] = [now + day * DAY_MS, now + (day + 1) * DAY_MS];
    if (offsetOf(from, zone) === offsetOf(to, zone)) continue;
    const at = changeBetween(from, to, zone);
    const [before, after] = [minuteAfter(wallTime(at - 1, zone)), wallTime(at, zone).slice(-5)];
    const isForward = offsetOf(at, zone) > offsetOf(at - 1, zone);
    const text = isForward
      ? `The clocks go forward, from ${before} to ${after}: a fixed time between them is due at ${after}. A rule with * or steps, such as */30, is not due between them.`
      : `The clocks go back, from ${before} to ${after}: a fixed time between them is due once, when it comes first. A rule with * or steps, such as */30, is due in both hours.`;
    changes.push({ at, text });
  }
  return changes;
}

/** The first moment in a span with the offset of its end. */
function changeBetween(from: number, to: number, zone: string): number {
  const wanted = offsetOf(to, zone);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(middle, zone) === wanted) high = middle;
    else low = middle;
  }
  return high;
}

/** Milliseconds that the clocks of a zone are ahead of UTC. */
function offsetOf(at: number, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}

/** What a clock of the zone shows: `2026-03-29 03:00`. */
export function wallTime(at: number, zone: string): string {
  const shown = new Date(at + offsetOf(at, zone)).toISOString();
  return `${shown.slice(0, 10)} ${shown.slice(11, 16)}`;
}

/** The minute after that which a clock shows last, as it would be named. */
function minuteAfter(shown: string): string {
  return new Date(Date.parse(`${shown.replace(" ", "T")}Z`) + 60_000).toISOString().slice(11, 16);
}

/** A moment as people of a zone write it: `25 Dec 2026, 02:00`. */
function dateWords(at: number, zone: string): string {
  const [date = "", time] = wallTime(at, zone).split(" ");
  const [year, month, day] = date.split("-").map(Number);
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}, ${time}`;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  FORMATS.set(zone, format);
  return format;
}
