"use client";

import { createContext, useContext } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import type { PipelineSummary, PipelineView, TrackView } from "#contract/pipelines.ts";
import type { PipelineDelta } from "#contract/watch.ts";
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
