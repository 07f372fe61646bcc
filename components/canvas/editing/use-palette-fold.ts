import { useSyncExternalStore } from "react";
import { createStore } from "zustand";

const KEY = "signalbox:palette";

/** What was chosen on this page: a browser may forbid its storage. Null before that. */
export const paletteFold = createStore<{ readonly chosen: boolean | null }>()(() => ({ chosen: null }));

/** Whether the palette is folded, as it was chosen last in this browser, and the way to change that. */
export function usePaletteFold(): [isFolded: boolean, fold: (isFolded: boolean) => void] {
  // The server does not know the choice: the page begins with an open one.
  return [useSyncExternalStore(paletteFold.subscribe, isFoldedNow, () => false), fold];
}

function fold(isFolded: boolean): void {
  try {
    window.localStorage.setItem(KEY, isFolded ? "folded" : "open");
  } catch {
    // As above.
  }
  paletteFold.setState({ chosen: isFolded });
}

function isFoldedNow(): boolean {
  try {
    return paletteFold.getState().chosen ?? window.localStorage.getItem(KEY) === "folded";
  } catch {
    return false;
  }
}
