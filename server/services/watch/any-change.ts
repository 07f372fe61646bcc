import type { WatchRequest } from "#contract/pipelines/watch.ts";
import { isConnectionLost } from "#platform/database/db.ts";
import type { WakeUps } from "#platform/wake-ups/wake-up.ts";
import { Bell } from "./bell.ts";
import type { Told } from "./told.ts";

/** Who shows lists is told at most so often. */
const GAP_MS = 1_000;
/** After each look, the pause before the next one: it finds what no wake-up told. */
const POLL_MS = 3_000;

type Listener = {
  readonly ring: () => void;
  /** Gets what a look ended with, unless the connection was lost. The next look is another try. */
  readonly fail: (error: unknown) => void;
};

/**
 * Says that something changed in any pipeline, to all pages that show lists of them. It does not say what: each page asks
 * again for what it may see. Nothing is read while nobody listens, and one look at a time.
 */
export class AnyChange {
  private readonly readSign: () => Promise<string>;
  private readonly listeners = new Set<Listener>();
  private timer: NodeJS.Timeout | null = null;
  private isLooking = false;
  /** Something changed during the look that is under way, which may not have seen it. */
  private isChanged = false;
  private waiting: NodeJS.Timeout | null = null;
  private sign: string | null = null;
  /** Grows with each change, and by the clock, so that those of two processes can be compared. */
  private last = Date.now();
  /** When it last grew, in the milliseconds of `performance.now()`: the clock of the machine may be put back. */
  private grownAt = performance.now();

  /** @param readSign gives a text that is another one after each change. */
  constructor(wakeUps: Pick<WakeUps, "listen">, readSign: () => Promise<string>) {
    this.readSign = readSign;
    wakeUps.listen(() => this.hear());
  }

  /** The number of the last change. */
  get number(): number {
    return this.last;
  }

  /** Calls `ring` after changes, and `fail` after a look that failed. Returns a function that ends this. */
  listen(listener: Listener): () => void {
    // What changed while nobody listened is not known.
    if (this.listeners.size === 0) this.grow();
    this.listeners.add(listener);
    if (this.timer === null && !this.isLooking) void this.poll();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.rest();
    };
  }

  /** This process changed something just now: it is looked for without waiting for the next poll. */
  look(): void {
    if (this.listeners.size === 0) return;
    if (this.isLooking) {
      this.isChanged = true;
      return;
    }
    if (this.timer !== null) clearTimeout(this.timer);
    void this.poll();
  }

  private rest(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.waiting !== null) clearTimeout(this.waiting);
    this.timer = null;
    this.waiting = null;
    this.sign = null;
  }

  /** Tells at once after a quiet time, and else once for all that changes meanwhile. */
  private hear(): void {
    if (this.listeners.size === 0 || this.waiting !== null) return;
    const wait = Math.max(0, this.grownAt + GAP_MS - performance.now());
    this.waiting = setTimeout(() => {
      this.waiting = null;
      this.grow();
      for (const { ring } of this.listeners) ring();
    }, wait);
  }

  private grow(): void {
    this.last = Math.max(this.last + 1, Date.now());
    this.grownAt = performance.now();
  }

  /** Looks, and again after a pause, as long as somebody listens. */
  private async poll(): Promise<void> {
    this.timer = null;
    this.isLooking = true;
    do {
      this.isChanged = false;
      await this.readOnce();
    } while (this.isChanged);
    this.isLooking = false;
    if (this.listeners.size > 0) this.timer = setTimeout(() => void this.poll(), POLL_MS);
    else this.rest();
  }

  private async readOnce(): Promise<void> {
    try {
      const sign = await this.readSign();
      if (this.sign !== null && sign !== this.sign) this.hear();
      this.sign = sign;
    } catch (error) {
      // While the database is away nothing is known. A page finds that out once it asks.
      if (this.sign !== null) this.hear();
      this.sign = null;
      if (!isConnectionLost(error)) for (const { fail } of this.listeners) fail(error);
    }
  }
}

/**
 * Gives an item for each time that something changed after a cursor, until the listener stops.
 *
 * @throws what a look for changes ended with; not where the database is away.
 */
export async function* watchAnyChange(
  change: AnyChange,
  { after, lastEventId }: Pick<WatchRequest, "after"> & { readonly lastEventId: string | null },
  signal: AbortSignal,
): AsyncGenerator<Told> {
  const bell = new Bell();
  let failure: { readonly error: unknown } | null = null;
  const fail = (error: unknown) => {
    failure = { error };
    bell.ring();
  };
  const deafen = change.listen({ ring: bell.ring, fail });
  signal.addEventListener("abort", bell.ring);
  let known = Number(lastEventId?.split(":")[0] ?? after);
  try {
    while (!signal.aborted) {
      bell.hush();
      throwFailure(failure);
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

function throwFailure(failure: { readonly error: unknown } | null): void {
  if (failure !== null) throw failure.error;
}
