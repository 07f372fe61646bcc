import type { Database } from "#platform/database/db.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { takeDuty } from "#repos/fleet/duty-rows.ts";
import { nextLookMs } from "#repos/schedules/schedule-rows.ts";
import { runSchedules } from "./run-schedules.ts";
import { schedulesChanged } from "./schedules-changed.ts";

/** So often it looks, where nothing tells it to: a change that another process made is seen then. */
const POLL_MS = 4_000;
const RETRY_MS = 1_000;
/** So long one process keeps the schedules, if it does not renew that. */
const HOLD_MS = 10_000;
const DUTY = "schedules";
const WORK = "the schedules";

/**
 * Does what is due of the schedules, in one process at a time: whoever finds something due takes the duty. That two do it
 * would do no harm, because each step holds the row of its schedule.
 */
export class ScheduleClock {
  private readonly parts: {
    readonly database: Database;
    readonly warnings: RepeatedWarnings;
    /** The name of this process in the `duty` table. */
    readonly holder: string;
  };
  private timer: NodeJS.Timeout | undefined;
  private stopListening: () => void = () => undefined;
  private isLooking = false;
  private isTold = false;
  private isStopped = false;

  constructor(parts: ScheduleClock["parts"]) {
    this.parts = parts;
  }

  start(): void {
    this.stopListening = schedulesChanged.listen(() => this.wake());
    this.wake();
  }

  stop(): void {
    this.isStopped = true;
    this.stopListening();
    clearTimeout(this.timer);
  }

  private wake(): void {
    if (this.isLooking) this.isTold = true;
    else this.lookIn(0);
  }

  private lookIn(ms: number): void {
    clearTimeout(this.timer);
    if (!this.isStopped) this.timer = setTimeout(() => void this.look(), ms);
  }

  private async look(): Promise<void> {
    this.isLooking = true;
    this.isTold = false;
    const inMs = await this.lookOnce();
    this.isLooking = false;
    this.lookIn(this.isTold ? 0 : inMs);
  }

  /** @returns in how many milliseconds it looks again. */
  private async lookOnce(): Promise<number> {
    const { database, warnings } = this.parts;
    try {
      let nextMs = await nextLookMs(database.queries);
      if (nextMs !== null && nextMs <= 0) {
        if (!(await this.isOurs())) return RETRY_MS;
        nextMs = await runSchedules(
          database,
          async () => !this.isStopped && (await this.isOurs()),
          (error) => warnings.failed(WORK, error),
        );
      }
      warnings.worked(WORK);
      const polledMs = POLL_MS * (0.8 + Math.random() * 0.4);
      // A millisecond more: timers may be early.
      return Math.min(polledMs, Math.max(1, (nextMs ?? polledMs) + 1));
    } catch (error) {
      warnings.failed(WORK, error);
      return RETRY_MS;
    }
  }

  private async isOurs(): Promise<boolean> {
    const { database, holder } = this.parts;
    return (await takeDuty(database.queries, DUTY, holder, HOLD_MS)) !== null;
  }
}
