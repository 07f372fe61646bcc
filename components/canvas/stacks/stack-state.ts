import type { Tone } from "#components/ui/states/state-look.ts";
import type { TrackState } from "#engine/model/track.ts";

export type StateCounts = Readonly<Partial<Record<TrackState, number>>>;

/** How many tracks of a stack are in which state, and how many of them are stale. */
export type StackState = { readonly counts: StateCounts; readonly stale: number };

type Counted = { readonly state: TrackState; readonly isStale: boolean };

/** Counts the tracks of a stack. */
export function stackState(members: readonly string[], tracks: ReadonlyMap<string, Counted>): StackState {
  const counts: Partial<Record<TrackState, number>> = {};
  let stale = 0;
  for (const name of members) {
    const track = tracks.get(name);
    if (track === undefined) continue;
    counts[track.state] = (counts[track.state] ?? 0) + 1;
    if (track.isStale) stale += 1;
  }
  return { counts, stale };
}

/** True where both say the same. */
export function isSameState(one: StackState, other: StackState): boolean {
  const states = new Set([...Object.keys(one.counts), ...Object.keys(other.counts)]) as Set<TrackState>;
  return one.stale === other.stale && [...states].every((state) => one.counts[state] === other.counts[state]);
}

/** What a person has to know first decides how the card looks. */
const FIRST: readonly (readonly [TrackState, Tone])[] = [
  ["failed", "bad"],
  ["revert_failed", "bad"],
  ["lost", "odd"],
  ["prompting", "warn"],
  ["running", "info"],
];

/** The tone of a stack's card; null where nothing of it runs. */
export function toneOfStack({ counts, stale }: StackState): Tone | null {
  const found = FIRST.find(([state]) => (counts[state] ?? 0) > 0);
  if (found !== undefined) return found[1];
  if (stale > 0) return "warn";
  const states = Object.keys(counts) as TrackState[];
  if (states.length === 0) return null;
  return states.every((state) => state === "succeeded") ? "good" : "still";
}
