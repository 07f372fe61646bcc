import { withoutEnd } from "../json/without-end.ts";
import { isSkippedTime } from "../time/moments.ts";
import { shown } from "./number-texts.ts";

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z?)$/;
const SECONDS = /^[1-9]\d{4,9}$/;

/** A text that a column takes, or why there is none, as a clause. */
export type TextOrProblem = { readonly text: string } | { readonly problem: string };

/** A day of the calendar from one day to another. */
export function dateText(text: string, from: string, to: string): TextOrProblem {
  const match = DATE.exec(text);
  const day = new Date(`${text}T00:00:00Z`);
  if (match === null || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text)
    return { problem: `${shown(text)} is no date such as 2026-11-27` };
  // In this form days are in the order of their texts.
  return text < from || text > to ? { problem: `${shown(text)} is not from ${from} to ${to}` } : { text };
}

/** The parts of a time, each checked. */
type TimeParts = {
  readonly date: string;
  /** Such as `08:30:00`. */
  readonly clock: string;
  /** Begins with its point; empty where there is none. */
  readonly fraction: string;
  readonly isUtc: boolean;
};

/**
 * The parts of a time such as `2026-11-27 08:30:00`, or of `2026-11-27T08:30:00.250Z`.
 *
 * @param days the first and the last one that the column takes.
 * @param digits how many digits of a second the column keeps.
 */
export function timeParts(
  text: string,
  days: readonly [from: string, to: string],
  digits: number,
): TimeParts | { readonly problem: string } {
  const match = TIME.exec(text);
  if (match === null) return { problem: `${shown(text)} is no time such as 2026-11-27 08:30:00` };
  const [, date = "", hour = "", minute = "", second = "", fraction = "", zone] = match;
  const day = dateText(date, ...days);
  if ("problem" in day) return day;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return { problem: `${shown(text)} is no time such as 2026-11-27 08:30:00` };
  const kept = withoutEnd(fraction, "0");
  if (kept.length > digits)
    return { problem: `the column keeps ${digits} digits of a second, and ${shown(text)} has more` };
  const clock = `${hour}:${minute}:${second}`;
  return { date, clock, fraction: kept === "" ? "" : `.${kept}`, isUtc: zone === "Z" };
}

/** An old ClickHouse shows what is outside of these days, or near their edge in another zone, as another time. */
const CLICKHOUSE_DAYS = ["1970-01-02", "2105-12-30"] as const;
const CLICKHOUSE_SECONDS = [86_400, 4_291_660_799] as const;

/**
 * A time as ClickHouse reads it. A time with `Z` becomes seconds since 1970, which the server needs no zone for.
 *
 * @param digits how many digits of a second the column keeps.
 * @param zone of the column. A time that its clocks skip would become another one.
 */
export function timeText(text: string, digits: number, zone: string): TextOrProblem {
  const [min, max] = CLICKHOUSE_SECONDS;
  if (SECONDS.test(text))
    return Number(text) < min || Number(text) > max
      ? { problem: `${shown(text)} is not from ${CLICKHOUSE_DAYS.join(" to ")}` }
      : { text: text.padStart(10, "0") };
  const parts = timeParts(text, CLICKHOUSE_DAYS, digits);
  if ("problem" in parts) return parts;
  const { date, clock, fraction, isUtc } = parts;
  if (isUtc) {
    const seconds = Date.parse(`${date}T${clock}Z`) / 1_000;
    return { text: `${String(seconds).padStart(10, "0")}${fraction}` };
  }
  if (isSkippedTime(date, clock, zone))
    return { problem: `clocks of ${zone} skip ${shown(text)}: send it as a time in UTC, with Z` };
  return { text: `${date} ${clock}${fraction}` };
}
