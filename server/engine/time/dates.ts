import { withoutEnd } from "../json/without-end.ts";

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):(\d{2}))$/;
/** The offsets of time zones reach from -12:00 to +14:00. */
const MAX_OFFSET = 14 * 60;
const MINUTES_A_DAY = 24 * 60;

type Day = { readonly year: number; readonly month: number; readonly day: number };

/** True if `text` is `YYYY-MM-DD` and a day of the calendar in the years 0001 to 9999. */
export function isDate(text: string): boolean {
  return dayOf(text) !== null;
}

/**
 * The normal form of a moment, in UTC with seconds: `2024-05-01T10:00+02:00` is `2024-05-01T08:00:00Z`. Zeros at the end
 * of a fraction are removed. Null if `text` is not an ISO 8601 moment with a zone, or not in the years 0001 to 9999 in
 * UTC. Second 60 is refused, because programs do not agree on its meaning.
 */
export function normalDateTime(text: string): string | null {
  const match = DATE_TIME.exec(text);
  const day = match?.[1] === undefined ? null : dayOf(match[1]);
  if (match === null || day === null) return null;
  const [hour = 0, minute = 0, second = 0] = [match[2], match[3], match[4] ?? "0"].map(Number);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const offsetMinutes = Number(match[8] ?? "0");
  const offset = Number(match[7] ?? "0") * 60 + offsetMinutes;
  if (offsetMinutes > 59 || offset > MAX_OFFSET) return null;
  const minutes = hour * 60 + minute - (match[6] === "-" ? -offset : offset);
  const dayInUtc = minutes < 0 ? dayBefore(day) : minutes >= MINUTES_A_DAY ? dayAfter(day) : day;
  if (dayInUtc === null) return null;
  const rest = (minutes + MINUTES_A_DAY) % MINUTES_A_DAY;
  const fraction = withoutEnd(match[5] ?? "", "0");
  const time = [Math.floor(rest / 60), rest % 60, second].map((part) => padded(part, 2)).join(":");
  return `${dayText(dayInUtc)}T${time}${fraction === "" ? "" : `.${fraction}`}Z`;
}

function dayOf(text: string): Day | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const isReal = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return isReal ? { year, month, day } : null;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function dayBefore({ year, month, day }: Day): Day | null {
  if (day > 1) return { year, month, day: day - 1 };
  if (month > 1) return { year, month: month - 1, day: daysInMonth(year, month - 1) };
  return year > 1 ? { year: year - 1, month: 12, day: 31 } : null;
}

function dayAfter({ year, month, day }: Day): Day | null {
  if (day < daysInMonth(year, month)) return { year, month, day: day + 1 };
  if (month < 12) return { year, month: month + 1, day: 1 };
  return year < 9999 ? { year: year + 1, month: 1, day: 1 } : null;
}

function dayText({ year, month, day }: Day): string {
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

function padded(part: number, length: number): string {
  return String(part).padStart(length, "0");
}
