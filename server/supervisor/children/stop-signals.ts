/** The signals from the person at the terminal. */
export type StopSignals = {
  /** Aborts at the first signal, with the signal's name. */
  readonly requested: AbortSignal;
  /** Calls the listener at each signal after the first. */
  onHurry(listener: (count: number) => void): void;
};

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** npm passes on a signal that the terminal has sent already, so one Ctrl-C arrives twice within 1 to 3 ms. */
const SAME_PRESS_MS = 500;

/** Listens for the signals that ask this process to end, instead of ending at once. */
export function listenForStop(now: () => number = () => performance.now()): StopSignals {
  const controller = new AbortController();
  const listeners: ((count: number) => void)[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  let count = 0;
  const receive = (signal: NodeJS.Signals): void => {
    const isSamePress = now() - lastAt < SAME_PRESS_MS;
    lastAt = now();
    if (isSamePress) return;
    count += 1;
    if (count === 1) controller.abort(signal);
    else for (const listener of listeners) listener(count);
  };
  for (const signal of SIGNALS) process.on(signal, receive);
  return { requested: controller.signal, onHurry: (listener) => void listeners.push(listener) };
}
