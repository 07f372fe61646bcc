import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import { wordAmongStates } from "#engine/model/state-words.ts";
import { isEnded, TRACK_STATES, type TrackState } from "#engine/model/track.ts";
import { STATE_LOOKS, type Tone } from "./state-look.ts";

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

type ShownCount = {
  readonly state: TrackState;
  readonly count: number;
  readonly tone: Tone;
  readonly isStale: boolean;
};

/**
 * The states that any track is in, with how many, in the order in which they are shown. Stale tracks are shown as
 * warnings among those that succeeded.
 */
export function shownCounts(counts: TrackCounts, stale: number): ShownCount[] {
  return [...new Set(ORDER)].flatMap((state): ShownCount[] => {
    const count = counts[state] ?? 0;
    const old = state === "succeeded" ? Math.min(stale, count) : 0;
    const parts: ShownCount[] = [
      { state, count: count - old, tone: STATE_LOOKS[state].tone, isStale: false },
      { state, count: old, tone: "warn", isStale: true },
    ];
    return parts.filter((part) => part.count > 0);
  });
}

/** "2 failed, 12 running, 300 succeeded". */
export function countsWords(shown: readonly ShownCount[]): string {
  return shown
    .map(
      ({ state, count, isStale }) =>
        `${count.toLocaleString("en")} ${wordAmongStates(state)}${isStale ? ", stale" : ""}`,
    )
    .join(", ");
}

/** How many tracks have ended, of how many: `4,841/10,000`. */
export function endedText(counts: TrackCounts): string {
  const { ended, all } = endedOf(counts);
  return `${ended.toLocaleString("en")}/${all.toLocaleString("en")}`;
}

/** How many tracks have ended, of how many. */
function endedOf(counts: TrackCounts): { ended: number; all: number } {
  let ended = 0;
  let all = 0;
  for (const state of TRACK_STATES) {
    const count = counts[state] ?? 0;
    all += count;
    if (isEnded(state)) ended += count;
  }
  return { ended, all };
}
