/** Past this many milliseconds, 24.8 days, `setTimeout` fires at once. */
const MAX_MS = 2 ** 31 - 1;

/**
 * Calls a function once, after any number of milliseconds.
 *
 * @returns a function that cancels the timer.
 */
export function startLongTimer(ms: number, call: () => void): () => void {
  let timer: NodeJS.Timeout;
  let rest = ms;
  function next(): void {
    const now = Math.min(rest, MAX_MS);
    rest -= now;
    timer = setTimeout(rest > 0 ? next : call, now);
  }
  next();
  return () => clearTimeout(timer);
}
