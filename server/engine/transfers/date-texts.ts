import { shown } from "./number-texts.ts";

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z?)$/;

/** A text that a column takes, or why there is none, as a clause. */
export type TextOrProblem = { readonly text: string } | { readonly problem: string };

/** A day of the calendar from one year to another. */
export function dateText(text: string, fromYear: number, toYear: number): TextOrProblem {
  const match = DATE.exec(text);
  const day = new Date(`${text}T00:00:00Z`);
  if (match === null || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text)
    return { problem: `${shown(text)} is no date such as 2026-11-27` };
  const year = Number(match[1]);
  return year < fromYear || year > toYear
    ? { problem: `${shown(text)} is not from the years ${fromYear} to ${toYear}` }
    : { text };
}

/**
 * A time of the years from 1970 to 2105 as ClickHouse reads it. A time with `Z` becomes seconds since 1970, because the zone
 * of the column is not known here.
 *
 * @param digits how many digits of a second the column keeps.
 */
export function timeText(text: string, digits: number): TextOrProblem {
  if (/^[1-9]\d{9}$/.test(text)) return { text };
  const match = TIME.exec(text);
  if (match === null) return { problem: `${shown(text)} is no time such as 2026-11-27 08:30:00` };
  const [, date = "", hour = "", minute = "", second = "", fraction = "", zone] = match;
  const day = dateText(date, 1970, 2105);
  if ("problem" in day) return day;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return { problem: `${shown(text)} is no time such as 2026-11-27 08:30:00` };
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > digits)
    return { problem: `the column keeps ${digits} digits of a second, and ${shown(text)} has more` };
  const rest = kept === "" ? "" : `.${kept}`;
  if (zone !== "Z") return { text: `${date} ${hour}:${minute}:${second}${rest}` };
  const seconds = Date.parse(`${date}T${hour}:${minute}:${second}Z`) / 1_000;
  return { text: `${String(seconds).padStart(10, "0")}${rest}` };
}
