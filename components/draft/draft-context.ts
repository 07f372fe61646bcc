import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { DraftStore } from "./draft-store.ts";

export const DraftContext = createContext<StoreApi<DraftStore> | null>(null);

/** The store of the draft on this page, for reading it in the moment something happens. */
export function useDraftStore(): StoreApi<DraftStore> {
  const store = useContext(DraftContext);
  if (store === null) throw new Error("This part of the editor stands outside of a DraftContext.");
  return store;
}

/** A part of the draft's store; renders again when it changes. */
export function useDraft<Part>(part: (store: DraftStore) => Part): Part {
  return useStore(useDraftStore(), part);
}
