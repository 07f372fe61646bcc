import type { Sleep, TrackState } from "../model/track.ts";
import { isEnded } from "../model/track.ts";

/** The text of a length of time in milliseconds, as the reader's page or command line writes it. */
type Words = (milliseconds: number) => string;

/**
 * How much is left of a pipeline's timeout: `12 min left of 30 min`; null if no timeout runs.
 *
 * @param timeoutMs how long the pipeline may take as a whole; null if it has no timeout.
 */
export function pipelineTimeLeft(
  dueAt: Date | null,
  timeoutMs: number | null,
  now: number,
  words: Words,
): string | null {
  if (dueAt === null || timeoutMs === null) return null;
  const left = dueAt.getTime() - now;
  return left <= 0 ? `its ${words(timeoutMs)} are over` : `${words(left)} left of ${words(timeoutMs)}`;
}

/**
 * What the clocks of a track will do, and when: `asks again in 20 s, gives up in 4 min`; null if none runs.
 *
 * @param track `giveUpAt` is the end of its polling.
 */
export function trackTimeLeft(
  track: {
    readonly state: TrackState;
    readonly sleep: Sleep | null;
    readonly dueAt: Date | null;
    readonly giveUpAt: Date | null;
  },
  now: number,
  words: Words,
): string | null {
  const { state, sleep, dueAt, giveUpAt } = track;
  const isTimed = state === "sleeping" || state === "prompting";
  const texts = [
    ...(isTimed && dueAt !== null ? [timerText(sleep, dueAt.getTime() - now, words)] : []),
    ...(giveUpAt !== null && isPolled(state) ? [inText("gives up", giveUpAt.getTime() - now, words)] : []),
  ];
  return texts.length === 0 ? null : texts.join(", ");
}

function isPolled(state: TrackState): boolean {
  return !isEnded(state) && state !== "waiting" && state !== "reverting";
}

function timerText(sleep: Sleep | null, left: number, words: Words): string {
  if (sleep === null) return left <= 0 ? "the time to answer is over" : `${words(left)} left to answer`;
  if (sleep === "callback") return left <= 0 ? "the time to call is over" : `${words(left)} left to call`;
  if (sleep === "poll") return inText("asks again", left, words);
  if (sleep === "timer") return inText("starts", left, words);
  return inText(sleep === "retry" ? "runs again" : "goes on", left, words);
}

function inText(what: string, left: number, words: Words): string {
  return left <= 0 ? `${what} now` : `${what} in ${words(left)}`;
}
