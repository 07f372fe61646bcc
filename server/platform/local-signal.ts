import { onceInProcess } from "./copies/once-in-process.ts";

/** Tells listeners of this process that something may have changed. Other processes find it out by themselves. */
export type LocalSignal = {
  ring(): void;
  /** @returns how to stop listening. */
  listen(listener: () => void): () => void;
};

/** The signal of this name. */
export function localSignal(name: string): LocalSignal {
  const listeners = onceInProcess(`signal ${name}`, () => new Set<() => void>());
  return {
    ring: () => {
      for (const listener of listeners) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
