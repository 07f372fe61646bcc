type Listener = () => void;
const listeners = new Set<Listener>();

/** Tells the clock of this process that a schedule may have something to do now. Those of other processes ask by themselves. */
export const schedulesChanged = {
  ring(): void {
    for (const listener of listeners) listener();
  },
  /** @returns how to stop listening. */
  listen(listener: Listener): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
} as const;
