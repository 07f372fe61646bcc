import type { Database } from "#platform/database/db.ts";
import { isConnectionLost } from "#platform/database/db.ts";
import type { WakeUp } from "#platform/wake-ups/wake-up.ts";
import { revsOf } from "#repos/pipelines/pipeline-rows.ts";

/** The slow poll, which alone is enough. */
const MAX_POLL_MS = 1_500;
/** After a poll that found what nobody had told: others may be out of reach of wake-ups, as on another machine. */
const MIN_POLL_MS = 25;
const POLL_GROWTH = 1.3;
/** Changes that come faster are read together; the end of a pipeline is read at once. */
const MIN_GAP_MS = 50;
/** More pipelines than anybody watches. */
const MAX_TOLD = 1_000;

type Waiter = { readonly id: number; readonly rev: number; readonly wake: () => void };

/**
 * The one poller of a web process: asks for the revs of all watched pipelines with one statement, when it is told that
 * one has changed and slowly in any case. It sleeps while none is watched. A watcher is woken once its pipeline has a rev
 * that the watcher has not seen.
 */
export class RevPoller {
  private readonly database: Database;
  private readonly waiters = new Set<Waiter>();
  /**
   * The pipelines that have changed since they were last asked for, as far as this process was told, and how soon after
   * the last poll each may be asked for.
   */
  private readonly told = new Map<number, number>();
  private timer: NodeJS.Timeout | null = null;
  private at = Number.POSITIVE_INFINITY;
  private polledAt = Number.NEGATIVE_INFINITY;
  private pollMs = MIN_POLL_MS;
  private isPolling = false;

  constructor(database: Database) {
    this.database = database;
    database.wakeUps.listen((wakeUp) => this.hear(wakeUp));
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
      this.schedule();
    });
  }

  private hear({ kind, pipeline }: WakeUp): void {
    // Its watcher may be reading now: it is told once it waits again.
    if (this.told.size >= MAX_TOLD) this.told.clear();
    this.told.set(pipeline, kind === "ended" ? 0 : (this.told.get(pipeline) ?? MIN_GAP_MS));
    this.schedule();
  }

  private schedule(): void {
    if (this.isPolling || this.waiters.size === 0) return;
    const gapMs = Math.min(
      ...[...this.waiters].map(({ id }) => this.told.get(id) ?? Number.POSITIVE_INFINITY),
    );
    const now = performance.now();
    const slow = now + this.pollMs * (0.8 + Math.random() * 0.4);
    const at = gapMs < Number.POSITIVE_INFINITY ? Math.max(now, this.polledAt + gapMs) : slow;
    if (at >= this.at) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.at = at;
    this.timer = setTimeout(() => void this.poll(), at - now);
  }

  private async poll(): Promise<void> {
    const waiting = [...this.waiters];
    const ids = [...new Set(waiting.map(({ id }) => id))];
    const told = new Set(ids.filter((id) => this.told.delete(id)));
    this.timer = null;
    this.at = Number.POSITIVE_INFINITY;
    this.isPolling = true;
    this.polledAt = performance.now();
    try {
      const revs = ids.length === 0 ? new Map() : await revsOf(this.database.queries, ids);
      const changed = waiting.filter(({ id, rev }) => (revs.get(id) ?? rev) > rev);
      const isSurprise = changed.some(({ id }) => !told.has(id));
      this.pollMs = isSurprise ? MIN_POLL_MS : Math.min(MAX_POLL_MS, this.pollMs * POLL_GROWTH);
      for (const { wake } of changed) wake();
    } catch (error) {
      // Without the database the revs are unknown. Each watcher asks the database after its own timeout and reports the
      // error.
      if (!isConnectionLost(error)) for (const { wake } of waiting) wake();
    }
    this.isPolling = false;
    this.schedule();
  }
}
