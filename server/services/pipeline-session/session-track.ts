import { isEnded } from "#engine/model/track.ts";
import type { Move, TrackNow } from "#engine/plan/pipeline-now.ts";
import type { TrackRow, TrackUpdate } from "#repos/tracks/track-rows.ts";

/** A track of an open pipeline: as it was read, and as it is to stand. */
export type SessionTrack = { readonly row: TrackRow; now: TrackUpdate; isChanged: boolean };

/** A track as it was read, with nothing to be written yet. */
export function updateOf(row: TrackRow): TrackUpdate {
  return {
    ...row,
    fromState: row.state,
    due: "keep",
    readyAt: "keep",
    startedAt: "keep",
    finishedAt: "keep",
  };
}

/** A held track as the engine sees it. */
export function trackNowOf(number: number, { row, now }: SessionTrack): TrackNow {
  const { state, reason, waits, live, blame, next, outputs, retries, sleep, isBreak, attempt, answers } = now;
  const giveUpAt = now.giveUpAt?.getTime() ?? null;
  const counters = { waits, live, blame, next, retries, giveUpAt };
  return {
    number,
    state,
    reason,
    ...counters,
    outputs,
    sleep,
    isBreak,
    attempt,
    answers,
    given: row.given,
    isSkippedAtLaunch: now.isSkippedAtLaunch,
  };
}

/** Which times and claims a move sets or clears. */
export function clocksOf({ to, sleep, sleepMs, keepsOutputs }: Move): Partial<TrackUpdate> {
  if (to === "sleeping")
    return {
      due: sleepMs ?? "none",
      ...((sleep === "wait" || sleep === "child" || sleep === "callback") && {
        readyAt: "now",
        startedAt: "now",
      }),
      finishedAt: "none",
      token: null,
      isKillAsked: false,
    };
  if (isEnded(to)) return { due: "none", finishedAt: "now", token: null, isKillAsked: false };
  if (to === "reverting")
    return {
      due: "none",
      readyAt: "now",
      startedAt: "none",
      finishedAt: "none",
      token: null,
      isKillAsked: false,
    };
  if (to === "pending" || to === "prompting")
    return {
      due: sleepMs ?? "none",
      readyAt: "now",
      startedAt: "none",
      finishedAt: "none",
      token: null,
      isKillAsked: false,
      ...(keepsOutputs !== true && { outputs: null }),
    };
  if (to === "waiting")
    return {
      due: "none",
      readyAt: "none",
      startedAt: "none",
      finishedAt: "none",
      token: null,
      outputs: null,
    };
  return {};
}
