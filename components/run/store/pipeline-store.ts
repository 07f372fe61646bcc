"use client";

import { createContext, useContext, useState } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import { isSameState, type StackState, stackState } from "#components/canvas/stacks/stack-state.ts";
import type { PipelineSummary, PipelineView, TrackView } from "#contract/pipelines/pipelines.ts";
import type { PipelineDelta } from "#contract/pipelines/watch.ts";
import { applyDelta, type PipelineNow, pipelineNow } from "./apply-delta.ts";

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
  const [select] = useState(() => stackSelector());
  return usePipelineNow(({ tracks }) => select(members, tracks));
}

/** Counts again where tracks have changed, and gives the same object where the numbers have not. */
function stackSelector() {
  let last: { members: readonly string[]; tracks: PipelineNow["tracks"]; state: StackState } | null = null;
  return (members: readonly string[], tracks: PipelineNow["tracks"]): StackState => {
    if (last?.members === members && last.tracks === tracks) return last.state;
    const counted = stackState(members, tracks);
    const state = last !== null && isSameState(last.state, counted) ? last.state : counted;
    last = { members, tracks, state };
    return state;
  };
}
