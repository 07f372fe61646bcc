import type { VertexSpec } from "../model/graph-content.ts";
import { backoff } from "../time/backoff.ts";
import { durationText } from "../time/durations.ts";

/** A delay that grows by a factor reaches the end of all patience soon: a week. */
export const MAX_RETRY_DELAY_MS = 7 * 24 * 3_600_000;

export type NextRetry = {
  /** 0: at once. */
  readonly sleepMs: number;
  /** For the track's reason: "attempt 2 of 4 in 5s". */
  readonly text: string;
};

/**
 * Whether a vertex's script is to be tried again by itself after it failed, and when.
 *
 * The delay is `delay` × `factor`^n before the n-th retry, counted from 0; with jitter it is drawn between half of that
 * and all of it, so that what failed together does not come back together.
 *
 * @param retries how often it was retried by itself already.
 * @param most how often it is, where a list says so rather than the policy.
 * @param ends `exit` is its exit code; null where a signal ended it, it timed out, or it could not be started. `random` is
 *   a number from 0 to 1.
 */
export function nextRetry(
  { retry, onTimeout }: Pick<VertexSpec, "retry" | "onTimeout">,
  retries: number,
  { exit, random, isTimeout }: { exit: number | null; random: number; isTimeout: boolean },
  most: number = retry?.max ?? 0,
): NextRetry | null {
  if (retry === undefined || retries >= most) return null;
  const isAsked = isTimeout && onTimeout === "retry";
  if (!isAsked && retry.onExit !== undefined && (exit === null || !retry.onExit.includes(exit))) return null;
  const whole = backoff(retry.delay ?? 0, retry.factor ?? 1, retries, MAX_RETRY_DELAY_MS);
  const sleepMs = Math.round(retry.jitter === true ? whole * (0.5 + random / 2) : whole);
  return { sleepMs, text: `retry ${retries + 1} of ${most} in ${durationText(sleepMs)}` };
}
