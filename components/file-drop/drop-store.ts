import { useEffect, useEffectEvent } from "react";
import { create } from "zustand";
import type { Point } from "#components/draft/edits/edit.ts";
import type { GivenFile } from "./given-files.ts";

/** What a person gave to be imported: files, or a text. */
export type Given =
  | {
      readonly files: readonly GivenFile[];
      /** Where on the screen they were dropped; null where they were chosen or pasted. */
      readonly at: Point | null;
    }
  | { readonly text: string };

/** What the open page says of files that are dropped on it. */
export type DropPlace = {
  /** Where a new graph is made; null: at the top, or where its designer may. */
  readonly folder: string | null;
  /** Adds the graph of a text to what the page shows. @returns why it did not. */
  readonly insert: ((text: string, at: Point | null) => string | null) | null;
};

type Drop = {
  readonly given: Given | null;
  readonly place: DropPlace | null;
  readonly give: (given: Given | null) => void;
  readonly setPlace: (place: DropPlace | null) => void;
};

/** One for the whole page: its parts give what was chosen and pasted, and one dialog of the frame asks what to do with it. */
export const useDropStore = create<Drop>()((set) => ({
  given: null,
  place: null,
  give: (given) => set({ given }),
  setPlace: (place) => set({ place }),
}));

/** Says what becomes of files that are dropped on this page, for as long as the page is there. */
export function useDropPlace(folder: string, insert: DropPlace["insert"] = null): void {
  const canInsert = insert !== null;
  const latest = useEffectEvent((text: string, at: Point | null) => insert?.(text, at) ?? null);
  useEffect(() => {
    const place = { folder, insert: canInsert ? (text: string, at: Point | null) => latest(text, at) : null };
    const { setPlace } = useDropStore.getState();
    setPlace(place);
    return () => {
      if (useDropStore.getState().place === place) setPlace(null);
    };
  }, [folder, canInsert]);
}
