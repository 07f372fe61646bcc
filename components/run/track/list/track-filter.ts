import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { TrackState } from "#engine/model/track.ts";

/** Which tracks the list shows: those for which all of it is true. */
export type TrackFilter = {
  /** A part of the name, in any case. */
  readonly text: string;
  /** Null: in any state. */
  readonly state: TrackState | null;
  /** Those of one stack of the canvas; null: of all. */
  readonly stack: TrackGroup | null;
};

/** Tracks that are looked at together, and what they are called. */
export type TrackGroup = { readonly id: string; readonly name: string; readonly members: readonly string[] };

export const ALL_TRACKS: TrackFilter = { text: "", state: null, stack: null };

/** The tracks that a filter leaves, in their order. */
export function filteredTracks(
  tracks: Iterable<TrackView>,
  { text, state, stack }: TrackFilter,
): readonly TrackView[] {
  const wanted = text.trim().toLowerCase();
  const members = stack === null ? null : new Set(stack.members);
  const found: TrackView[] = [];
  for (const track of tracks) {
    if (state !== null && track.state !== state) continue;
    if (members !== null && !members.has(track.vertex)) continue;
    if (wanted !== "" && !track.vertex.toLowerCase().includes(wanted)) continue;
    found.push(track);
  }
  return found;
}
