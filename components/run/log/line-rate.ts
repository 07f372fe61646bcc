import { useEffect, useState } from "react";
import type { LogLine, LogLines } from "#engine/log/log-lines.ts";

/** The rate is that of the last seconds. */
const WINDOW_MS = 5_000;
const LOOK_MS = 1_000;

/** How many lines a second were printed before `now`, by the times of the lines. */
export function linesPerSecond(lines: readonly LogLine[], now: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines[middle]?.at.getTime() ?? 0) > now - WINDOW_MS) high = middle;
    else low = middle + 1;
  }
  return Math.round(((lines.length - low) * 1_000) / WINDOW_MS);
}

/**
 * How many lines a second are printed now; null where next to nothing is, and once nothing more comes. Times of lines are those of the database, so now is
 * the last of them and what has passed here since it came.
 */
export function useLineRate(log: LogLines, isComplete: boolean): number | null {
  const [rate, setRate] = useState(0);
  useEffect(() => {
    if (isComplete) return;
    let last = { at: 0, seen: performance.now() };
    const timer = setInterval(() => {
      const at = log.lines.at(-1)?.at.getTime() ?? 0;
      if (at !== last.at) last = { at, seen: performance.now() };
      setRate(linesPerSecond(log.lines, last.at + performance.now() - last.seen));
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [log, isComplete]);
  return isComplete || rate === 0 ? null : rate;
}
