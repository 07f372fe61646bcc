import type { Database } from "#platform/database/db.ts";
import { runEvery } from "#platform/run-every.ts";
import type { TraceSettings } from "#platform/settings/trace-settings.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { takeDuty } from "#repos/fleet/duty-rows.ts";
import type { PlaceOfEnd } from "#repos/metrics/trace-rows.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import { sendTraces } from "./send-traces.ts";

const LOOK_MS = 5_000;
/** So long one process keeps this, if it does not renew that. */
const HOLD_MS = 30_000;
/** An end that was written this long ago is committed. */
const LATE_MS = 10_000;
/** While the receiver is away, traces of pipelines that ended this long ago are left out. */
const MAX_GAP_MS = 60 * 60_000;
const WORK = "sending traces";

export type TraceClockParts = {
  readonly database: Database;
  readonly warnings: RepeatedWarnings;
  readonly holder: string;
  readonly settings: TraceSettings;
};

/**
 * Sends the traces of pipelines that have ended, in one process at a time. What was not sent is in the rows, so nothing
 * waits in memory, and a receiver that does not answer keeps nobody else waiting.
 */
export class TraceClock {
  private readonly parts: TraceClockParts;
  private sentTo: PlaceOfEnd | null = null;

  constructor(parts: TraceClockParts) {
    this.parts = parts;
  }

  /** @returns a function that stops it. */
  start(): () => void {
    return runEvery(LOOK_MS, () => this.look());
  }

  /** Sends what has ended since the last look. It never rejects: the log says once that it fails, and once that it works. */
  async look(): Promise<void> {
    const { database, warnings, holder, settings } = this.parts;
    try {
      const { queries } = database;
      const gapMs = await takeDuty(queries, "traces", holder, HOLD_MS);
      if (gapMs === null) {
        this.sentTo = null;
        return;
      }
      const to = (await databaseNow(queries)) - LATE_MS;
      const before = this.sentTo ?? { at: new Date(to - gapMs), id: 0 };
      const oldest = new Date(to - MAX_GAP_MS);
      this.sentTo = before.at < oldest ? { at: oldest, id: 0 } : before;
      while (this.sentTo.at.getTime() < to)
        this.sentTo = await sendTraces(queries, settings, this.sentTo, new Date(to));
      warnings.worked(WORK);
    } catch (error) {
      warnings.failed(WORK, error);
    }
  }
}
