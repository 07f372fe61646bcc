import type { TrackState as State } from "#engine/model/track.ts";
import { StateBadge } from "./state-badge.tsx";
import { STATE_LOOKS } from "./state-look.ts";

type Props = { track: { readonly state: State; readonly isStale: boolean } };

/** The state of a track. One that is older than what it waits for says so, and is a warning. */
export function TrackState({ track: { state, isStale } }: Props) {
  return isStale ? (
    <StateBadge state={state} tone="warn" text={`${STATE_LOOKS[state].text}, stale`} />
  ) : (
    <StateBadge state={state} />
  );
}
