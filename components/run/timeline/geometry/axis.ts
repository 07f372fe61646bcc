import type { TimeRange } from "./time-range.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000].map((count) => count * DAY),
];

export type Tick = { readonly at: number; readonly text: string };

/**
 * Round moments for the axis, counted from the launch.
 *
 * @param most there are at most so many; at least 1.
 */
export function ticksOf({ from, to }: TimeRange, launchedAt: number, most: number): Tick[] {
  const span = to - from;
  const step = STEPS.find((each) => span / each <= most - 1) ?? DAY * Math.ceil(span / DAY);
  const ticks: Tick[] = [];
  let since = Math.ceil((from - launchedAt) / step) * step;
  for (; launchedAt + since <= to && ticks.length < most; since += step)
    ticks.push({ at: launchedAt + since, text: timeText(since, step) });
  return ticks;
}

/**
 * A time since the launch, as exact as a step of the axis: `0 s`, `1.25 s`, `2 min 30 s`, `1 h`.
 *
 * @param step in milliseconds; smaller parts are left out.
 */
export function timeText(ms: number, step: number): string {
  const days = Math.floor(ms / DAY);
  const hours = Math.floor((ms % DAY) / HOUR);
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  const digits = step >= SECOND ? 0 : step >= 100 ? 1 : step >= 10 ? 2 : 3;
  const seconds = (Math.floor((ms % MINUTE) / step) * step) / SECOND;
  const parts = [
    days > 0 ? `${days} d` : "",
    hours > 0 ? `${hours} h` : "",
    minutes > 0 ? `${minutes} min` : "",
    step < MINUTE && seconds > 0 ? `${seconds.toFixed(digits)} s` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "0 s" : parts.join(" ");
}
