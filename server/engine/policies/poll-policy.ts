import type { VertexSpec } from "../model/graph-content.ts";
import { backoff } from "../time/backoff.ts";
import { durationText } from "../time/durations.ts";

/** Between two polls, however fast they have been growing apart. */
export const MAX_POLL_PAUSE_MS = 24 * 3_600_000;

export type NextPoll = {
  readonly sleepMs: number;
  /** For the track's reason: "asks again in 30s". */
  readonly text: string;
  readonly giveUpAt: number | null;
};

/**
 * Whether a script that asks for something over and over is to ask again after this answer, and when; null: its failure
 * is a failure. The pause is `every` × `factor`^n; nobody asks again after `timeout`.
 *
 * @param polls how often it has asked before.
 * @param exit its exit code; null where a signal or a timeout ended it, or it could not be started: that is no answer.
 * @param giveUpAt and `now` are milliseconds since 1970.
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
