import type { VertexSpec } from "../model/graph-content.ts";
import { backoff } from "../time/backoff.ts";
import { durationText } from "../time/durations.ts";

/** The longest pause between two polls, whatever `factor` gives. */
export const MAX_POLL_PAUSE_MS = 24 * 3_600_000;

export type NextPoll = {
  readonly sleepMs: number;
  /** For the track's reason: "asks again in 30s". */
  readonly text: string;
  readonly giveUpAt: number | null;
};

/**
 * The next poll of a script that failed; null if there is none, so that the track fails. The pause is `every` ×
 * `factor`^n, and no poll starts after `timeout`.
 *
 * @param polls the number of polls before this one.
 * @param exit the exit code; null if a signal or a timeout ended the script, or it could not be started.
 * @param giveUpAt when polling stops, in milliseconds since 1970, as `now`; null before the first poll.
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
  if (poll === undefined || exit === null) return null;
  if (poll.onExit !== undefined && !poll.onExit.includes(exit)) return null;
  const end = giveUpAt ?? (poll.timeout === undefined ? null : now + poll.timeout);
  const sleepMs = Math.round(backoff(poll.every, poll.factor ?? 1, polls, MAX_POLL_PAUSE_MS));
  if (end !== null && now + sleepMs > end) return null;
  return { sleepMs, text: `asks again in ${durationText(sleepMs)}`, giveUpAt: end };
}
