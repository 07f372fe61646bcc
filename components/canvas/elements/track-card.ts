import { createContext, useContext, useSyncExternalStore } from "react";
import { STATE_LOOKS, shownTrackState, type Tone } from "#components/ui/states/state-look.ts";
import type { TrackState } from "#engine/model/track.ts";
import type { StackState } from "../stacks/stack-state.ts";

/** What a card of the run view shows of its track. */
export type TrackCardState = {
  readonly state: TrackState;
  /** The state in a few words. */
  readonly word: string;
  /** 0 before the first. */
  readonly attempt: number;
  /** Something that it waits for ran again after it had started. */
  readonly isStale: boolean;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** When it goes on by itself, where a clock decides that. */
  readonly dueAt: Date | null;
  /** One sentence: why it waits or why it ended so. */
  readonly why: string | null;
  /** What it is queued for, in a few words. */
  readonly queuedFor: string | null;
  /** What a person decided about it. */
  readonly override: string | null;
};

/**
 * A hook that gives the state of one track and renders again when just that one changes; null for a track that is not
 * there. It must stay the same function while the canvas is mounted.
 */
export type UseTrackCard = (name: string) => TrackCardState | null;

export const TrackCardContext = createContext<UseTrackCard | null>(null);

/** The track of a card, where the canvas shows a run; null in the editor. */
export function useTrackCard(name: string): TrackCardState | null {
  const use = useContext(TrackCardContext) ?? useNoTrack;
  return use(name);
}

function useNoTrack(): null {
  return null;
}

/** What a card that is too small for it says when the pointer is on it: the state, what it is queued for, an override. */
export function trackTitle(name: string, { word, queuedFor, override }: TrackCardState): string {
  const said = [word, queuedFor, override === null ? null : `override: ${override}`];
  return `${name}: ${said.filter((each) => each !== null).join(", ")}`;
}

/** The colour of a card's state; null where it has none. */
export function toneOfTrack(track: TrackCardState | null): Tone | null {
  if (track === null) return null;
  return track.isStale ? "warn" : STATE_LOOKS[shownTrackState(track)].tone;
}

/** A hook that gives the state of these tracks together. It must stay the same function while the canvas is mounted. */
export type UseStackCard = (members: readonly string[]) => StackState;

export const StackCardContext = createContext<UseStackCard | null>(null);

/** The state of a stack, where the canvas shows a run. */
export function useStackCard(members: readonly string[]): StackState {
  const use = useContext(StackCardContext) ?? useNoStack;
  return use(members);
}

const NO_STATE: StackState = { counts: {}, stale: 0 };

function useNoStack(): StackState {
  return NO_STATE;
}

/** How far the child pipelines of the tracks are, in a few words: `97/100, 2 failed`. */
export type ChildTexts = {
  readonly subscribe: (listener: () => void) => () => void;
  /** Null where the track of this name has no child pipeline. */
  readonly of: (name: string) => string | null;
};

const NO_TEXTS: ChildTexts = { subscribe: () => () => undefined, of: () => null };

export const ChildTextContext = createContext<ChildTexts>(NO_TEXTS);

/** The text of a card whose vertex runs a child pipeline, where the canvas shows a run; null else. */
export function useChildText(name: string): string | null {
  const { subscribe, of } = useContext(ChildTextContext);
  return useSyncExternalStore(
    subscribe,
    () => of(name),
    () => null,
  );
}
