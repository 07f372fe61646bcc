type Listener = () => void;
const listeners = new Set<Listener>();

/** Tells the live streams of this process that somebody's rights may have changed. Other processes ask by the clock. */
export const rightsChanged = {
  ring(): void {
    for (const listener of listeners) listener();
  },
  /** @returns how to stop listening. */
  listen(listener: Listener): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
} as const;
