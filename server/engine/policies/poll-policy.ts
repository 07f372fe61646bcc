import type { VertexSpec } from "../model/graph-content.ts";
import { backoff } from "../time/backoff.ts";
import { durationText } from "../time/durations.ts";

/** The longest pause between two polls, whatever `factor` gives. */
export const MAX_POLL_PAUSE_MS = 24 * 3_600_000;

/** An attempt that begins later than this before the end is the last one: it may take as long as a pause. */
const LAST_MS = 1_000;

export type NextPoll = {
  readonly sleepMs: number;
  /** For the track's reason: "asks again in 30s". */
  readonly text: string;
};

/** When polling ends, in milliseconds since 1970, for a script that starts for the first time at `now`; null: never. */
export function pollEnd({ poll }: Pick<VertexSpec, "poll">, now: number): number | null {
  return poll?.timeout === undefined ? null : now + poll.timeout;
}

/**
 * How long the next attempt may take, in milliseconds; null: any time. An attempt is ended when polling ends. The last
 * one begins at that end, and may take as long as the pause between two polls.
 */
export function attemptTimeout(
  { poll, timeout }: Pick<VertexSpec, "poll" | "timeout">,
  giveUpAt: number | null,
  now: number,
): number | null {
  const own = timeout ?? null;
  if (poll === undefined || giveUpAt === null) return own;
  const left = giveUpAt - now < LAST_MS ? poll.every : giveUpAt - now;
  return own === null ? left : Math.min(own, left);
}

/**
 * The end of a script whose attempt failed after the end of polling, or was ended by it; null if polling goes on.
 *
 * @param isTimeout true if the attempt was ended because it took too long.
 */
export function pollOver(
  { poll }: Pick<VertexSpec, "poll">,
  {
    reason,
    isTimeout,
    giveUpAt,
    now,
  }: { reason: string; isTimeout: boolean; giveUpAt: number | null; now: number },
): { readonly to: "failed" | "skipped"; readonly reason: string } | null {
  if (poll?.timeout === undefined || giveUpAt === null) return null;
  if (now < (isTimeout ? giveUpAt - LAST_MS : giveUpAt)) return null;
  const text = `gave up: its polling time of ${durationText(poll.timeout)} is over`;
  const to = poll.onTimeout === "skip" ? "skipped" : "failed";
  return { to, reason: isTimeout ? `ended while it ran; ${text}` : `${reason}; ${text}` };
}

/**
 * The next poll of a script that failed; null if there is none, so that the track fails. The pause is `every` ×
 * `factor`^n. The last poll begins when `timeout` is over.
 *
 * @param polls the number of polls before this one.
 * @param exit the exit code; null if a signal or a timeout ended the script.
 * @param giveUpAt when polling ends, in milliseconds since 1970, as `now`; null: never.
 */
export function nextPoll(
  { poll }: Pick<VertexSpec, "poll">,
  {
    polls,
    exit,
    giveUpAt,
    now,
  }: { polls: number; exit: number | null; giveUpAt: number | null; now: number },
): NextPoll | null {
  if (poll === undefined) return null;
  if (poll.onExit !== undefined && (exit === null || !poll.onExit.includes(exit))) return null;
  const pause = Math.round(backoff(poll.every, poll.factor ?? 1, polls, MAX_POLL_PAUSE_MS));
  const isLast = giveUpAt !== null && now + pause >= giveUpAt;
  const sleepMs = isLast ? Math.max(0, giveUpAt - now) : pause;
  return { sleepMs, text: `asks ${isLast ? "a last time" : "again"} in ${durationText(sleepMs)}` };
}
