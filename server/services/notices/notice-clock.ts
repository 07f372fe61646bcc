import type { Database } from "#platform/database/db.ts";
import { runEvery } from "#platform/run-every.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { takeDuty } from "#repos/fleet/duty-rows.ts";
import { removeOldNotices } from "#repos/notices/notice-rows.ts";
import { findEnded, findOverdue } from "./find-notices.ts";
import { NoticeLanes } from "./notice-lanes.ts";
import { releaseHeld } from "./release-held.ts";
import type { SendingParts } from "./send-notices.ts";

const LOOK_MS = 1_000;
/** Questions and late pipelines are told of in minutes. */
const OVERDUE_MS = 5_000;
/** So long one process keeps the notices, if it does not renew that. */
const HOLD_MS = 10_000;
/** Notices that ended are removed after this. */
const KEPT_MS = 30 * 86_400_000;
const REMOVE_MS = 60_000;
const REMOVED_AT_ONCE = 500;
const WORK = "sending notices";

/**
 * Finds and sends notices, in one process at a time. That two do it would do no harm: signals, and notices that are due,
 * are taken under their locks.
 */
export class NoticeClock {
  private readonly parts: SendingParts & {
    readonly database: Database;
    readonly warnings: RepeatedWarnings;
    readonly holder: string;
  };
  private readonly lanes: NoticeLanes;
  private overdueAt = Number.NEGATIVE_INFINITY;
  private removeAt = Number.NEGATIVE_INFINITY;
  private stopRunning: () => void = () => undefined;

  constructor(parts: NoticeClock["parts"]) {
    this.parts = parts;
    this.lanes = new NoticeLanes(parts, (error) => parts.warnings.failed(WORK, error));
  }

  start(): void {
    this.stopRunning = runEvery(LOOK_MS, () => this.look());
  }

  stop(): void {
    this.stopRunning();
  }

  private async look(): Promise<void> {
    const { database, warnings, holder } = this.parts;
    try {
      if ((await takeDuty(database.queries, "notices", holder, HOLD_MS)) !== null) await this.work();
      warnings.worked(WORK);
    } catch (error) {
      warnings.failed(WORK, error);
    }
  }

  private async work(): Promise<void> {
    const { database } = this.parts;
    while (await findEnded(database));
    if (performance.now() >= this.overdueAt) {
      await findOverdue(database);
      this.overdueAt = performance.now() + OVERDUE_MS;
    }
    if (performance.now() >= this.removeAt) {
      // One batch at a time: notices go on to be sent in between.
      const count = await removeOldNotices(database.queries, KEPT_MS, REMOVED_AT_ONCE);
      if (count < REMOVED_AT_ONCE) this.removeAt = performance.now() + REMOVE_MS;
    }
    await releaseHeld(this.parts);
    await this.lanes.begin();
  }
}
