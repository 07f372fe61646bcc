"use client";

import { createContext, useContext } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import { isSameState, type StackState, stackState } from "#components/canvas/stacks/stack-state.ts";
import type { PipelineSummary, PipelineView, TrackView } from "#contract/pipelines/pipelines.ts";
import type { PipelineDelta } from "#contract/pipelines/watch.ts";
import { applyDelta, type PipelineNow, pipelineNow } from "./apply-delta.ts";
import { onceForTracks } from "./once-for-tracks.ts";

/** What a run page knows by now. Cards and rows subscribe to their own track: a change draws one of them again. */
export type PipelineStore = StoreApi<{
  readonly now: PipelineNow;
  readonly take: (delta: Omit<PipelineDelta, "log">) => void;
}>;

/** The store of one page, from its first look. */
export function pipelineStore(view: PipelineView): PipelineStore {
  return createStore((set) => ({
    now: pipelineNow(view),
    take: (delta) =>
      set((state) => {
        const now = applyDelta(state.now, delta);
        return now === state.now ? state : { now };
      }),
  }));
}

export const PipelineStoreContext = createContext<PipelineStore | null>(null);

/** A part of what is known; renders again when just that part changes. */
export function usePipelineNow<Part>(select: (now: PipelineNow) => Part): Part {
  const store = useContext(PipelineStoreContext);
  if (store === null) throw new Error("A part of the run view stands outside of it.");
  return useStore(store, ({ now }) => select(now));
}

export function useSummary(): PipelineSummary {
  return usePipelineNow(({ pipeline }) => pipeline);
}

/** One track; null where there is none of that name. */
export function useTrack(vertex: string | null): TrackView | null {
  return usePipelineNow(({ tracks }) => (vertex === null ? null : (tracks.get(vertex) ?? null)));
}

/** The state of several tracks together; renders again when one of their numbers changes. */
export function useStackState(members: readonly string[]): StackState {
  return usePipelineNow(({ tracks }) => stackStateIn(tracks, members));
}

/** The last state of each stack, by its members: the same object as long as the numbers are the same. */
const lastStates = new WeakMap<readonly string[], StackState>();
/** A stack has a card on the canvas and one on the map. */
const countedStates = onceForTracks(() => new Map<readonly string[], StackState>());

/** Counts once where tracks have changed, and gives the same object where the numbers have not. */
function stackStateIn(tracks: PipelineNow["tracks"], members: readonly string[]): StackState {
  const states = countedStates(tracks);
  const known = states.get(members);
  if (known !== undefined) return known;
  const last = lastStates.get(members);
  const counted = stackState(members, tracks);
  const state = last !== undefined && isSameState(last, counted) ? last : counted;
  states.set(members, state);
  lastStates.set(members, state);
  return state;
}
