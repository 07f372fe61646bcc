import { asLabel } from "#engine/model/state-words.ts";
import type { TrackState as State } from "#engine/model/track.ts";
import { StateBadge } from "./state-badge.tsx";
import { shownTrackState } from "./state-look.ts";

type Props = { track: { readonly state: State; readonly word: string; readonly isStale: boolean } };

/** The state of a track. One that is older than what it waits for says so, and is a warning. */
export function TrackState({ track }: Props) {
  const { word, isStale } = track;
  const state = shownTrackState(track);
  return isStale ? (
    <StateBadge state={state} tone="warn" text={`${asLabel(word)}, stale`} />
  ) : (
    <StateBadge state={state} text={asLabel(word)} />
  );
}
