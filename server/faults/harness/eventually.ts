import { setTimeout as sleep } from "node:timers/promises";

const LOOK_MS = 30;

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
