/** How many attempts a runner may execute at once, and how many of these slots are free. */
export class Slots {
  private readonly size: number;
  private occupied = 0;
  private reserved = 0;
  private isClosed = false;
  private isPausedNow = false;

  constructor(size: number) {
    this.size = size;
  }

  /** Gives no free slot any more: the runner stops, or is drained. */
  close(): void {
    this.isClosed = true;
  }

  /** While paused no slot is free. */
  setPaused(isPaused: boolean): void {
    this.isPausedNow = isPaused;
  }

  get isPaused(): boolean {
    return this.isPausedNow;
  }

  /** How many are neither taken nor kept for a claim. */
  get free(): number {
    if (this.isClosed || this.isPausedNow) return 0;
    return Math.max(0, this.size - this.occupied - this.reserved);
  }

  get hasFree(): boolean {
    return this.free > 0;
  }

  /**
   * Keeps all free slots for one claim, so that two claims never count on the same slots.
   *
   * @param claim called with the number of free slots. What it claims must occupy its slots before it ends.
   */
  async reserve<T>(claim: (free: number) => Promise<T>): Promise<T> {
    const { free } = this;
    this.reserved += free;
    try {
      return await claim(free);
    } finally {
      this.reserved -= free;
    }
  }

  /** Takes a slot, reserved or not. */
  occupy(): void {
    this.occupied += 1;
  }

  leave(): void {
    this.occupied -= 1;
  }
}
