import type { AllLogsPlace } from "#contract/logs/all-logs.ts";

/** A piece that was stored so long before another one is committed by then. */
const HOLD_BACK_MS = 10_000;

/**
 * Where the logs of a pipeline are read on. A piece may be committed a moment after one that was stored later. So from time
 * to time the last seconds are read once more: what is known already is ignored.
 */
export class ReadPlace {
  private next: AllLogsPlace | null = null;
  /** Before it nothing is committed any more; null: that is not known yet. */
  private settled: AllLogsPlace | null = null;
  private checkedAt: number;

  /** @param now of the clock of this computer, in milliseconds. */
  constructor(now: number) {
    this.checkedAt = now;
  }

  /** Where the next page begins. */
  get after(): AllLogsPlace | null {
    return this.next;
  }

  /** To be called before what is new is read. */
  begin(now: number): void {
    const sinceCheck = now - this.checkedAt;
    if (sinceCheck < HOLD_BACK_MS) return;
    this.checkedAt = now;
    const { next } = this;
    // At the last check nothing was there: the place of now was reached since.
    this.next = this.settled ?? (next && placeBefore(next, HOLD_BACK_MS + sinceCheck));
    this.settled = next && placeBefore(next, HOLD_BACK_MS);
  }

  /** Notes where a page ended. */
  note(next: AllLogsPlace | null): void {
    this.next = next ?? this.next;
  }
}

/** Before everything that was stored since then. */
function placeBefore({ storedAt }: AllLogsPlace, ms: number): AllLogsPlace {
  return { storedAt: new Date(storedAt.getTime() - ms), trackId: 0, attempt: 0, seq: 0 };
}
