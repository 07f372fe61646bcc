/** Trouble that comes and goes is written this often at the most. */
const MIN_MS_BETWEEN_WARNINGS = 10_000;

export type FailureStreakEnd = { readonly ms: number; readonly tries: number };

/** Counts failures of one kind in a row, and says which of them are worth a line in the log. It is told the time. */
export class FailureStreak {
  private since: number | null = null;
  private tries = 0;
  private isWritten = false;
  private writtenAt = Number.NEGATIVE_INFINITY;

  /** @returns whether this failure is to be written: the first of a streak is. */
  addFailure(now: number): boolean {
    this.since ??= now;
    this.tries += 1;
    if (this.isWritten || now - this.writtenAt < MIN_MS_BETWEEN_WARNINGS) return false;
    this.isWritten = true;
    this.writtenAt = now;
    return true;
  }

  /** @returns how long the streak was, where its beginning was written; null where there is nothing to write. */
  end(now: number): FailureStreakEnd | null {
    if (this.since === null) return null;
    const ended = this.isWritten ? { ms: now - this.since, tries: this.tries } : null;
    this.since = null;
    this.tries = 0;
    this.isWritten = false;
    return ended;
  }
}
