import type { WatchRequest } from "#contract/pipelines/watch.ts";
import { type Database, isConnectionLost } from "#platform/database/db.ts";
import { signOfChange } from "#repos/pipelines/change-sign-rows.ts";
import { Bell } from "./bell.ts";
import type { Told } from "./told.ts";

/** Who shows lists is told at most so often. */
const GAP_MS = 1_000;
/** The poll that finds what no wake-up told. */
const POLL_MS = 3_000;

/**
 * Says that something changed in any pipeline, to all pages that show lists of them. It does not say what: each page asks
 * again for what it may see. Nothing is read while nobody listens.
 */
export class AnyChange {
  private readonly database: Database;
  private readonly listeners = new Set<() => void>();
  private poll: NodeJS.Timeout | null = null;
  private waiting: NodeJS.Timeout | null = null;
  private sign: string | null = null;
  private failure: { readonly error: unknown } | null = null;
  /** Grows with each change, and by the clock, so that those of two processes can be compared. */
  private last = Date.now();

  constructor(database: Database) {
    this.database = database;
    database.wakeUps.listen(() => this.hear());
  }

  /** @throws every error of a poll but a lost connection; then the next poll is another try. */
  get number(): number {
    if (this.failure === null) return this.last;
    const { error } = this.failure;
    this.failure = null;
    throw error;
  }

  /** Calls `ring` after changes. Returns a function that ends this. */
  listen(ring: () => void): () => void {
    this.listeners.add(ring);
    if (this.poll === null) {
      // What changed while nobody listened is not known.
      this.last = Math.max(this.last + 1, Date.now());
      this.poll = setInterval(() => void this.look(), POLL_MS);
      void this.look();
    }
    return () => {
      this.listeners.delete(ring);
      if (this.listeners.size > 0) return;
      if (this.poll !== null) clearInterval(this.poll);
      if (this.waiting !== null) clearTimeout(this.waiting);
      this.poll = null;
      this.waiting = null;
      this.sign = null;
    };
  }

  /** Tells at once after a quiet time, and else once for all that changes meanwhile. */
  private hear(): void {
    if (this.listeners.size === 0 || this.waiting !== null) return;
    const wait = Math.max(0, this.last + GAP_MS - Date.now());
    this.waiting = setTimeout(() => {
      this.waiting = null;
      this.last = Math.max(this.last + 1, Date.now());
      for (const ring of this.listeners) ring();
    }, wait);
  }

  private async look(): Promise<void> {
    try {
      const sign = await signOfChange(this.database.queries);
      if (this.sign !== null && sign !== this.sign) this.hear();
      this.sign = sign;
    } catch (error) {
      if (!isConnectionLost(error)) this.failure = { error };
      // While the database is away nothing is known. A page finds that out once it asks.
      if (this.sign !== null || this.failure !== null) this.hear();
      this.sign = null;
    }
  }
}

/** Gives an item for each time that something changed after a cursor, until the listener stops. */
export async function* watchAnyChange(
  change: AnyChange,
  { after, lastEventId }: Pick<WatchRequest, "after"> & { readonly lastEventId: string | null },
  signal: AbortSignal,
): AsyncGenerator<Told> {
  const bell = new Bell();
  const deafen = change.listen(bell.ring);
  signal.addEventListener("abort", bell.ring);
  let known = Number(lastEventId?.split(":")[0] ?? after);
  try {
    while (!signal.aborted) {
      bell.hush();
      if (change.number === known) {
        await bell.rung();
        continue;
      }
      known = change.number;
      yield { cursor: `${known}:0`, delta: { rev: known, pipeline: null, tracks: [], log: null } };
    }
  } finally {
    signal.removeEventListener("abort", bell.ring);
    deafen();
  }
}
