import type { PipelineDelta } from "#contract/pipelines/watch.ts";
import { isConnectionLost } from "#platform/database/db.ts";
import type { ChangeReader } from "./change-reader.ts";
import { DeltaHistory } from "./delta-history.ts";
import { costNow, DATABASE_AWAY_MS } from "./read-pace.ts";

/** Who is behind by more than this reads once by itself. */
const KEPT = { steps: 64, size: 5_000 };

type Asked = {
  readonly promise: Promise<PipelineDelta | null>;
  readonly resolve: (delta: PipelineDelta | null) => void;
  readonly reject: (error: unknown) => void;
};

/** What a feed needs of those beside it. */
export type FeedPlace = {
  /** How long after a read with this cost the next one may begin. */
  readonly gap: (costMs: number) => number;
  /** It does not work any more: whoever comes next needs another one. */
  readonly onFailure: () => void;
  /** Called when something has changed, before those who listen are. */
  readonly onChange: () => void;
};

/**
 * The one reader of a watched pipeline in a web process: each change is read once, and all listeners are given the same
 * object. It keeps nothing for a single listener. A listener says after which rev it wants to go on; one that is behind
 * the last steps is read for by itself, together with the others that are at that moment.
 */
export class PipelineFeed {
  readonly reader: ChangeReader;
  private readonly place: FeedPlace;
  private readonly listeners = new Set<() => void>();
  private readonly history = new DeltaHistory<PipelineDelta>(KEPT, ({ tracks }) => tracks.length + 1);
  private asked = new Map<number, Asked>();
  private failure: { readonly error: unknown } | null = null;
  private timer: NodeJS.Timeout | null = null;
  private at = Number.POSITIVE_INFINITY;
  private isReading = false;
  private isEnded = false;
  private costMs: number | null = null;
  /** When it last read. */
  readAt: number = Number.NEGATIVE_INFINITY;

  constructor(reader: ChangeReader, place: FeedPlace) {
    this.reader = reader;
    this.place = place;
  }

  /** Calls `ring` when there may be something new. Returns a function that ends this. */
  listen(ring: () => void): () => void {
    this.listeners.add(ring);
    return () => this.listeners.delete(ring);
  }

  /** The rev up to which everything was read; null before the first read. */
  get rev(): number | null {
    return this.history.newest;
  }

  /** True where a read is under way or will begin. */
  get isAwake(): boolean {
    return this.isReading || this.timer !== null;
  }

  /**
   * What follows after a rev: null where nothing does yet, `unknown` where `read` has to be asked. All who ask get the
   * same object. It may also hold tracks that were changed before.
   *
   * @throws every error of a read but a lost connection.
   */
  after(rev: number): PipelineDelta | null | "unknown" {
    if (this.failure !== null) throw this.failure.error;
    const step = this.history.after(rev);
    return step === null || step === "unknown" ? step : step.delta;
  }

  /** Reads what follows after a rev that `after` does not know; null where nothing does yet. */
  read(rev: number): Promise<PipelineDelta | null> {
    const known = this.asked.get(rev);
    if (known !== undefined) return known.promise;
    const asked = askedNow();
    this.asked.set(rev, asked);
    this.schedule(0);
    return asked.promise;
  }

  /** The pipeline may have changed. */
  hear(isUrgent: boolean): void {
    this.schedule(isUrgent ? 0 : this.readAt + this.place.gap(this.costMs ?? 0));
  }

  ring(): void {
    for (const listener of this.listeners) listener();
  }

  end(): void {
    this.isEnded = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  /** @param at in the milliseconds of `performance.now()`. */
  private schedule(at: number): void {
    if (this.isEnded || at >= this.at) return;
    this.at = at;
    if (this.isReading) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const ms = at - performance.now();
    if (ms <= 0) void this.readNow();
    else
      this.timer = setTimeout(() => {
        this.timer = null;
        void this.readNow();
      }, ms);
  }

  private async readNow(): Promise<void> {
    this.at = Number.POSITIVE_INFINITY;
    this.isReading = true;
    this.readAt = performance.now();
    const { asked } = this;
    this.asked = new Map();
    try {
      if (this.history.newest !== null || asked.size > 0) await this.readFor(asked);
    } catch (error) {
      if (isConnectionLost(error)) this.waitForDatabase(asked);
      else this.fail(error, asked);
    }
    this.isReading = false;
    const { at } = this;
    this.at = Number.POSITIVE_INFINITY;
    if (at < Number.POSITIVE_INFINITY)
      this.schedule(at === 0 ? 0 : Math.max(at, this.readAt + this.place.gap(this.costMs ?? 0)));
  }

  /** Reads once, from the oldest rev that anybody wants. */
  private async readFor(asked: ReadonlyMap<number, Asked>): Promise<void> {
    const { newest } = this.history;
    const revs = [...asked.keys()];
    const now = await this.reader.read({ after: Math.min(newest ?? Number.POSITIVE_INFINITY, ...revs) });
    if (now !== null) this.note(now, newest ?? Math.max(...revs));
    for (const [rev, { resolve }] of asked) {
      const step = this.history.after(rev);
      const known = step === null || step === "unknown" ? null : step.delta;
      resolve(known ?? (now === null ? null : deltaAfter(now, rev)));
    }
    this.ring();
    // Those who were called go on first: what they do is a part of the cost.
    await new Promise((resolve) => setImmediate(resolve));
    this.costMs = costNow(this.costMs, performance.now() - this.readAt);
  }

  private note(now: PipelineDelta, from: number): void {
    const isOlder = now.rev < from;
    // A database that was restored to an earlier time: who is ahead of it waits.
    if (isOlder) this.reader.forget();
    if (isOlder || this.history.newest === null) this.history.begin(Math.min(now.rev, from));
    const delta = deltaAfter(now, from);
    if (delta === null) return;
    this.history.add({ from, to: now.rev, delta });
    this.place.onChange();
  }

  /** Listeners keep their streams and their places. */
  private waitForDatabase(asked: ReadonlyMap<number, Asked>): void {
    this.reader.forget();
    for (const [rev, each] of asked) {
      const newer = this.asked.get(rev);
      if (newer === undefined) this.asked.set(rev, each);
      else newer.promise.then(each.resolve, each.reject);
    }
    this.at = performance.now() + DATABASE_AWAY_MS;
  }

  private fail(error: unknown, asked: ReadonlyMap<number, Asked>): void {
    this.failure = { error };
    for (const { reject } of [...asked.values(), ...this.asked.values()]) reject(error);
    this.asked.clear();
    this.place.onFailure();
    this.end();
    this.ring();
  }
}

/** The part of what was read that follows after a rev; null where nothing does. */
function deltaAfter(now: PipelineDelta, rev: number): PipelineDelta | null {
  return now.rev > rev ? { ...now, tracks: now.tracks.filter((track) => track.rev > rev) } : null;
}

function askedNow(): Asked {
  let settle: Pick<Asked, "resolve" | "reject"> | undefined;
  const promise = new Promise<PipelineDelta | null>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Its listener may be gone before it is rejected.
  promise.catch(() => undefined);
  if (settle === undefined) throw new Error("A promise calls its executor at once.");
  return { promise, ...settle };
}
