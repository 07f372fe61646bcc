import { isEnded } from "#engine/model/track.ts";
import { type Move, NEW_TRACK, type TrackNow } from "#engine/plan/pipeline-now.ts";
import type { TrackAsRead, TrackUpdate } from "#repos/tracks/track-writes.ts";

/** A track as it was read, with no change yet. */
export function unchanged(row: TrackAsRead): TrackUpdate {
  return {
    ...row,
    fromState: row.state,
    due: "keep",
    readyAt: "keep",
    startedAt: "keep",
    finishedAt: "keep",
  };
}

const ENGINE_KEYS = Object.keys(NEW_TRACK) as (keyof typeof NEW_TRACK)[];

/** A track as the engine sees it: the columns that `NEW_TRACK` names, times as milliseconds. */
export function trackNowOf(now: TrackUpdate): TrackNow {
  const seen: Record<string, unknown> = {};
  for (const key of ENGINE_KEYS) seen[key] = now[key];
  seen["number"] = now.number;
  seen["waits"] = now.waits;
  seen["giveUpAt"] = now.giveUpAt?.getTime() ?? null;
  return seen as TrackNow;
}

/** The times and claims that a transition sets or clears. */
export function clocksOf({ from, to, sleep, sleepMs }: Move): Partial<TrackUpdate> {
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
  // Whoever decides about a track that has ended, or finds nothing to undo in it, does not change how long it took.
  if (isEnded(to))
    return { due: "none", finishedAt: isEnded(from) ? "keep" : "now", token: null, isKillAsked: false };
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
      outputs: null,
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
  if (to === "lost") return { finishedAt: "now" };
  if (to === "running") return { startedAt: "now", finishedAt: "none", isKillAsked: false };
  return {};
}
