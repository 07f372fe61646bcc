/** The slow poll, which alone is enough. */
export const MAX_POLL_MS = 2_500;
/** After a look that found what nobody had told: others may be out of reach of wake-ups, as on another machine. */
const MIN_POLL_MS = 25;
/** Where another runner had a pipeline locked. */
const MAX_MISSED_MS = 100;
const POLL_GROWTH = 2;
/** Wake-ups that come together lead to one look. */
const MIN_GAP_MS = 10;

/** What a look found. */
export type Looked = {
  readonly claimed: number;
  /** How many tracks it saw and did not get, since others had their pipelines locked. */
  readonly missed: number;
  readonly nextDueMs: number;
};

/** Decides when a runner looks next. One look at a time: what it is told during a look leads to another one. */
export class LookTimer {
  private readonly look: () => void;
  private timer: NodeJS.Timeout | null = null;
  private at = Number.POSITIVE_INFINITY;
  private begunAt = Number.NEGATIVE_INFINITY;
  private isLooking = false;
  private isTold = false;
  private wakeAt = Number.POSITIVE_INFINITY;
  private isStopped = false;
  private pollMs: number;

  /** @param pollMs when it looks again first, where nobody tells it: shorter for who claims what was not told. */
  constructor(look: () => void, pollMs = MIN_POLL_MS) {
    this.look = look;
    this.pollMs = pollMs;
  }

  /** Looks in so many milliseconds, or before. */
  wake(inMs: number): void {
    this.isTold = true;
    const at = Math.max(performance.now() + inMs, this.begunAt + MIN_GAP_MS);
    if (this.isLooking) this.wakeAt = Math.min(this.wakeAt, at);
    else this.setTimer(at);
  }

  begin(): void {
    this.isLooking = true;
    this.begunAt = performance.now();
    this.clear();
  }

  end({ claimed, missed, nextDueMs }: Looked): void {
    const isSurprise = claimed > 0 && !this.isTold;
    this.pollMs = isSurprise ? MIN_POLL_MS : Math.min(MAX_POLL_MS, this.pollMs * POLL_GROWTH);
    const pollMs = missed > 0 ? Math.min(this.pollMs, MAX_MISSED_MS) : this.pollMs;
    this.isLooking = false;
    this.isTold = this.wakeAt < Number.POSITIVE_INFINITY;
    const now = performance.now();
    const polledAt = now + pollMs * (0.8 + Math.random() * 0.4);
    // A millisecond more: timers may be early.
    const dueAt = now + Math.max(1, nextDueMs + 1);
    this.setTimer(Math.min(this.wakeAt, dueAt, polledAt));
    this.wakeAt = Number.POSITIVE_INFINITY;
  }

  stop(): void {
    this.isStopped = true;
    this.clear();
  }

  private setTimer(at: number): void {
    if (this.isStopped || at >= this.at) return;
    this.clear();
    this.at = at;
    this.timer = setTimeout(this.look, Math.max(0, at - performance.now()));
  }

  private clear(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.at = Number.POSITIVE_INFINITY;
  }
}
