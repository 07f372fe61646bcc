import { STATE_LOOKS, type Tone } from "#components/ui/states/state-look.ts";
import type { PipelineSummary } from "#contract/pipelines.ts";
import { isEnded, TRACK_STATES, type TrackState } from "#engine/model/track.ts";

export type TrackCounts = PipelineSummary["counts"];

/** In the order that people look for them: done, broken, running, waiting. */
const ORDER: readonly TrackState[] = [
  "succeeded",
  "failed",
  "lost",
  "prompting",
  "running",
  "sleeping",
  "pending",
  "waiting",
  ...TRACK_STATES,
];

/** The states that any track is in, with how many, in the order in which they are shown. */
export function shownCounts(counts: TrackCounts): { state: TrackState; count: number; tone: Tone }[] {
  return [...new Set(ORDER)].flatMap((state) => {
    const count = counts[state] ?? 0;
    return count === 0 ? [] : [{ state, count, tone: STATE_LOOKS[state].tone }];
  });
}

/** How many tracks have ended, of how many. */
export function endedOf(counts: TrackCounts): { ended: number; all: number } {
  let ended = 0;
  let all = 0;
  for (const state of TRACK_STATES) {
    const count = counts[state] ?? 0;
    all += count;
    if (isEnded(state)) ended += count;
  }
  return { ended, all };
}
