import type { Database } from "#platform/database/db.ts";
import { isConnectionLost } from "#platform/database/db.ts";
import { revsOf } from "#repos/pipelines/pipeline-rows.ts";

/** A change is seen about 13 ms after its commit on average, far below the promised 200 ms. */
const POLL_MS = 25;

type Waiter = { readonly id: number; readonly rev: number; readonly wake: () => void };

/**
 * The one poller of a web process: asks for the revs of all watched pipelines with one statement, and sleeps while none
 * is watched. A watcher is woken once its pipeline has a rev that the watcher has not seen.
 */
export class RevPoller {
  private readonly database: Database;
  private readonly waiters = new Set<Waiter>();
  private timer: NodeJS.Timeout | null = null;

  constructor(database: Database) {
    this.database = database;
  }

  /** Resolves once pipeline `id` is past `rev`, after `maxMs`, or when `signal` is aborted. */
  async changed(id: number, rev: number, maxMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const waiter: Waiter = { id, rev, wake: done };
      const late = setTimeout(done, maxMs);
      const { waiters } = this;
      function done() {
        clearTimeout(late);
        waiters.delete(waiter);
        signal.removeEventListener("abort", done);
        resolve();
      }
      signal.addEventListener("abort", done);
      waiters.add(waiter);
      this.timer ??= setTimeout(() => void this.poll(), POLL_MS);
    });
  }

  private async poll(): Promise<void> {
    const waiting = [...this.waiters];
    try {
      const revs =
        waiting.length === 0
          ? new Map()
          : await revsOf(this.database.queries, [...new Set(waiting.map(({ id }) => id))]);
      for (const { id, rev, wake } of waiting) if ((revs.get(id) ?? rev) > rev) wake();
    } catch (error) {
      // Without the database the revs are unknown. Each watcher asks the database after its own timeout and reports the
      // error.
      if (!isConnectionLost(error)) for (const { wake } of waiting) wake();
    }
    this.timer = this.waiters.size === 0 ? null : setTimeout(() => void this.poll(), POLL_MS);
  }
}
