/** Free slots that are kept for one claim. */
export type Reservation = {
  /** How many are kept at first. */
  readonly free: number;
  /** Keeps no more than so many: a claim that knows what it takes leaves the others to whoever claims meanwhile. */
  keepOnly(count: number): void;
  /** Keeps all that are free now, for a claim that is decided again. Gives how many that are. */
  again(): number;
};

/** How many attempts a runner may execute at once, and how many of these slots are free. */
export class Slots {
  private readonly size: number;
  private occupied = 0;
  private reserved = 0;
  private isClosed = false;
  private isPausedNow = false;
  private isDiskBad = false;

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

  /** While the disk of the runner cannot be written no slot is free: what is claimed could not begin. */
  setDiskUsable(isUsable: boolean): void {
    this.isDiskBad = !isUsable;
  }

  get isDiskUsable(): boolean {
    return !this.isDiskBad;
  }

  /** How many are taken. */
  get busy(): number {
    return this.occupied;
  }

  /** How many are neither taken nor kept for a claim. */
  get free(): number {
    if (this.isClosed || this.isPausedNow || this.isDiskBad) return 0;
    return Math.max(0, this.size - this.occupied - this.reserved);
  }

  /** Whether so many are free, or all. */
  hasRoomFor(count: number): boolean {
    return this.hasFree && this.free >= Math.min(count, this.size);
  }

  get hasFree(): boolean {
    return this.free > 0;
  }

  /**
   * Keeps free slots for one claim, so that two claims never count on the same slots.
   *
   * @param claim what it claims must occupy its slots before it ends.
   * @param max no more are kept.
   */
  async reserve<T>(
    claim: (reservation: Reservation) => Promise<T>,
    max = Number.POSITIVE_INFINITY,
  ): Promise<T> {
    let kept = 0;
    const keepOnly = (count: number) => {
      const left = Math.min(kept, count);
      this.reserved -= kept - left;
      kept = left;
    };
    const again = () => {
      const more = Math.min(this.free, max - kept);
      this.reserved += more;
      kept += more;
      return kept;
    };
    try {
      return await claim({ free: again(), keepOnly, again });
    } finally {
      keepOnly(0);
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
