import { setTimeout as sleep } from "node:timers/promises";
import { backoff } from "#engine/time/backoff.ts";
import {
  type PrivateDatabase,
  startPrivateDatabase,
} from "#platform/database/private-server/private-database.ts";

/** A private database server that is started again whenever it ends, until it is stopped. */
export type KeptDatabase = {
  readonly url: string;
  stop(): Promise<void>;
};

const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 15_000;
const HEALTHY_MS = 20_000;

/**
 * Starts a private database server under `dir` and keeps it running. Its address stays the same, so the web and the
 * runner reconnect by themselves.
 *
 * @throws Error where the first start fails. A later failure is reported and tried again.
 */
export async function keepDatabase(
  dir: string,
  tell: (line: string) => void,
  start: typeof startPrivateDatabase = startPrivateDatabase,
): Promise<KeptDatabase> {
  const stopping = new AbortController();
  let current: PrivateDatabase | null = await start({ dir, log: tell });
  const { url } = current;

  const keeping = (async () => {
    let failures = 0;
    for (;;) {
      const startedAt = performance.now();
      const end = current === null ? "it did not start" : await current.ended;
      current = null;
      if (stopping.signal.aborted) return;
      failures = performance.now() - startedAt >= HEALTHY_MS ? 0 : failures + 1;
      const wait = failures === 0 ? 0 : backoff(FIRST_WAIT_MS, 2, failures - 1, MAX_WAIT_MS);
      tell(
        `The private database server ended (${end}). It is started again in ${(wait / 1000).toFixed(2)} s.`,
      );
      await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined); // Only an abort ends it early.
      if (stopping.signal.aborted) return;
      current = await start({ dir, log: tell }).catch((error: unknown) => {
        tell(error instanceof Error ? error.message : String(error));
        return null;
      });
      if (stopping.signal.aborted) return current?.stop();
      if (current !== null) tell("The private database server is up again.");
    }
  })();

  return {
    url,
    async stop() {
      stopping.abort();
      await current?.stop();
      await keeping;
    },
  };
}
