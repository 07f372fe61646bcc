import { dateAt, momentOf } from "../time/moments.ts";
import type { Lateness, QuietHours } from "./notice-rule.ts";

const DAY_MS = 86_400_000;

/** The last moment, not after `now`, that has this time of the day in this zone. */
export function lastMomentOf(time: string, zone: string, now: number): number {
  let last = momentOf(time, zone, now - 2 * DAY_MS);
  for (let next = momentOf(time, zone, last); next <= now; next = momentOf(time, zone, next)) last = next;
  return last;
}

/** A pipeline that was launched before this moment, or at it, and has not ended at `now` is late. */
export function lateBefore(late: Lateness, now: number): number {
  return late.kind === "after" ? now - late.ms : lastMomentOf(late.time, late.zone, now) - 1;
}

/** Until when it is quiet at `now`; null where it is not. */
export function quietUntil(quiet: QuietHours, now: number): number | null {
  const { zone, from, to, days } = quiet;
  const begin = lastMomentOf(from, zone, now);
  const day = Date.parse(dateAt(begin, zone));
  // 1 is Monday, and 7 is Sunday.
  if (!days.includes(new Date(day).getUTCDay() || 7)) return null;
  // By the date, as a clock change may have moved the begin behind the end: then it is not quiet on that day.
  const lastDay = day + (to > from ? 0 : DAY_MS);
  const end = momentOf(`${new Date(lastDay).toISOString().slice(0, 10)}T${to}`, zone, now);
  return now < end ? end : null;
}
