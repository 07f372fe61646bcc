import { useSyncExternalStore } from "react";

const KEY = "signalbox:palette";
const listeners = new Set<() => void>();
/** What was chosen on this page: a browser may forbid its storage. */
let chosen: boolean | null = null;

/** Whether the palette is folded, as it was chosen last in this browser, and the way to change that. */
export function usePaletteFold(): [isFolded: boolean, fold: (isFolded: boolean) => void] {
  // The server does not know the choice: the page begins with an open one.
  return [useSyncExternalStore(subscribe, isFoldedNow, () => false), fold];
}

function fold(isFolded: boolean): void {
  chosen = isFolded;
  try {
    window.localStorage.setItem(KEY, isFolded ? "folded" : "open");
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

function isFoldedNow(): boolean {
  try {
    chosen ??= window.localStorage.getItem(KEY) === "folded";
  } catch {
    chosen ??= false;
  }
  return chosen;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
