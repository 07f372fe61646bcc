import { setTimeout as sleep } from "node:timers/promises";

const LOOK_MS = 30;
const DIES_MS = 60_000;

/**
 * Calls `look` again and again until it gives something. Errors that it throws meanwhile count as "nothing yet".
 *
 * @throws Error that names `what` was waited for, and the last error of `look`.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null> | T | null,
  timeoutMs = 30_000,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  let last: unknown = null;
  while (performance.now() < end) {
    try {
      const found = await look();
      if (found !== null) return found;
    } catch (error) {
      last = error;
    }
    await sleep(LOOK_MS);
  }
  const why = last instanceof Error ? ` (${last.message})` : "";
  throw new Error(`not within ${timeoutMs / 1_000} s: ${what}${why}`);
}

/** Waits for the end of a process that is to be killed. @throws Error where it goes on for longer than a minute. */
export async function dies(gone: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const tooLong = sleep(DIES_MS, null, { signal: over.signal }).then(() => {
    throw new Error("the process that was to be killed goes on");
  });
  try {
    await Promise.race([gone, tooLong]);
  } finally {
    over.abort();
    tooLong.catch(() => undefined);
  }
}
