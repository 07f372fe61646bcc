/**
 * Calls `act` again and again, each time `everyMs` after its last end, so never twice at once.
 *
 * @param act must not reject.
 * @returns a function that stops this; a call that is under way goes on to its end.
 */
export function runEvery(everyMs: number, act: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const next = (): void => {
    if (!isStopped) timer = setTimeout(() => void act().finally(next), everyMs);
  };
  next();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
