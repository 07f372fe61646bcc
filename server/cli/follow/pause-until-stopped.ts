import { setTimeout as sleep } from "node:timers/promises";

/** Waits before the next look or the next try. Whoever stops what follows does not wait: the pause ends, without an error. */
export async function pauseUntilStopped(ms: number, stopped: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stopped }).catch(() => undefined);
}
