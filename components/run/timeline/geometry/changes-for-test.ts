import type { TrackChange } from "#contract/pipelines/timeline.ts";
import type { TrackState } from "#engine/model/track.ts";

type Step = readonly [to: TrackState, at: number, attempt?: number];

/** The history of a track that begins as waiting, for tests. */
export function changesForTest(number: number, ...steps: readonly Step[]): TrackChange[] {
  let from: TrackState = "waiting";
  return steps.map(([to, at, attempt = 0]) => {
    const change = { number, attempt, from, to, at };
    from = to;
    return change;
  });
}
