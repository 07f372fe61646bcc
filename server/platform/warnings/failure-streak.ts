/** A problem that comes and goes is written at most this often. */
const MIN_MS_BETWEEN_WARNINGS = 10_000;

export type FailureStreakEnd = { readonly ms: number; readonly tries: number };

/** Counts consecutive failures of one kind, and says which of them the log must show. The time is an argument. */
export class FailureStreak {
  private since: number | null = null;
  private tries = 0;
  private isWritten = false;
  private writtenAt = Number.NEGATIVE_INFINITY;

  /** @returns whether this failure must be written: only the first one of a streak is. */
  addFailure(now: number): boolean {
    this.since ??= now;
    this.tries += 1;
    if (this.isWritten || now - this.writtenAt < MIN_MS_BETWEEN_WARNINGS) return false;
    this.isWritten = true;
    this.writtenAt = now;
    return true;
  }

  /** @returns how long the streak was, where its beginning was written; else null. */
  end(now: number): FailureStreakEnd | null {
    if (this.since === null) return null;
    const ended = this.isWritten ? { ms: now - this.since, tries: this.tries } : null;
    this.since = null;
    this.tries = 0;
    this.isWritten = false;
    return ended;
  }
}
