import { create } from "zustand";

const KEY = "signalbox:script-wrap";

/** Whether long lines of scripts are wrapped, as a person chose it last in this browser: for all editors of the page. */
export const useWrapped = create<{ readonly isWrapped: boolean; readonly toggle: () => void }>()(
  (set, get) => ({
    isWrapped: readWrapped(),
    toggle: () => {
      const isWrapped = !get().isWrapped;
      set({ isWrapped });
      try {
        window.localStorage.setItem(KEY, isWrapped ? "on" : "off");
      } catch {
        // Full or forbidden: the choice lasts as long as the page.
      }
    },
  }),
);

function readWrapped(): boolean {
  try {
    return typeof window !== "undefined" && window.localStorage.getItem(KEY) === "on";
  } catch {
    return false;
  }
}
