import { type Moment, momentNow, msBetween } from "./moment.ts";

/** How long ago the database was asked that answered a heartbeat last, also where the machine was suspended since. */
export class LeaseAge {
  private readonly leaseMs: number;
  private readonly now: () => Moment;
  private heardAt: Moment;

  /** @param now what time it is. Absent: by the clocks of the machine. */
  constructor(leaseMs: number, now: () => Moment = momentNow) {
    this.leaseMs = leaseMs;
    this.now = now;
    this.heardAt = now();
  }

  /** This moment, for a heartbeat that is about to be sent: the lease counts from a moment after it. */
  moment(): Moment {
    return this.now();
  }

  /** Notes that the heartbeat was answered that was sent at this moment. */
  heard(sentAt: Moment): void {
    this.heardAt = sentAt;
  }

  /** True where the runner may soon be marked lost. */
  get isHalfOver(): boolean {
    return this.ageMs > this.leaseMs / 2;
  }

  /** True where the runner may be marked lost, and its tracks given to others. */
  get isOver(): boolean {
    return this.ageMs > this.leaseMs;
  }

  private get ageMs(): number {
    return msBetween(this.heardAt, this.now());
  }
}
