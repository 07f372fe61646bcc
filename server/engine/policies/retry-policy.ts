import type { VertexSpec } from "../model/graph-content.ts";
import { backoff } from "../time/backoff.ts";
import { durationText } from "../time/durations.ts";

/** The longest delay before a retry, whatever `factor` gives: a week. */
export const MAX_RETRY_DELAY_MS = 7 * 24 * 3_600_000;

export type NextRetry = {
  /** 0: at once. */
  readonly sleepMs: number;
  /** For the track's reason: "attempt 2 of 4 in 5s". */
  readonly text: string;
};

/**
 * The next automatic retry of a vertex that failed; null if there is none.
 *
 * The delay before the n-th retry, counted from 0, is `delay` × `factor`^n. With jitter it is a random time between half
 * of that and all of it, so that tracks that failed together are not retried together.
 *
 * @param retries the number of automatic retries so far.
 * @param max the maximum number of retries; with `retry.each` the list decides it.
 * @param ends `exit` is the exit code; null if a signal or a timeout ended the script, or it could not be started.
 *   `random` is a number from 0 to 1.
 */
export function nextRetry(
  { retry, onTimeout }: Pick<VertexSpec, "retry" | "onTimeout">,
  retries: number,
  { exit, random, isTimeout }: { exit: number | null; random: number; isTimeout: boolean },
  max: number = retry?.max ?? 0,
): NextRetry | null {
  if (retry === undefined || retries >= max) return null;
  const isTimeoutRetried = isTimeout && onTimeout === "retry";
  if (!isTimeoutRetried && retry.onExit !== undefined && (exit === null || !retry.onExit.includes(exit)))
    return null;
  const whole = backoff(retry.delay ?? 0, retry.factor ?? 1, retries, MAX_RETRY_DELAY_MS);
  const sleepMs = Math.round(retry.jitter === true ? whole * (0.5 + random / 2) : whole);
  return { sleepMs, text: `retry ${retries + 1} of ${max} in ${durationText(sleepMs)}` };
}
