import { type ForcedState, forcedWords } from "../model/forced-state.ts";
import type { TrackState } from "../model/track.ts";

/** How the reason of a track begins whose end a person decided; then comes their name. */
export function forcedBegin(to: ForcedState): string {
  return `${forcedWords(to)} by `;
}

/** The reason of a track whose end a person decided, which is also how it is known again. */
export function forcedReason(to: ForcedState, person: string, why: string): string {
  return `${forcedBegin(to)}${person}: ${why}`;
}

type Decided = {
  readonly state: TrackState;
  readonly reason: string | null;
  readonly decidedBy: string | null;
};

/** The person who decided that the track ended as it did; null where nobody did. */
export function forcedBy({ state, reason, decidedBy }: Decided): string | null {
  if (state !== "succeeded" && state !== "failed" && state !== "skipped") return null;
  // Only the beginning: a long reason of a person is stored cut.
  const isForced = decidedBy !== null && reason?.startsWith(forcedReason(state, decidedBy, ""));
  return isForced ? decidedBy : null;
}
