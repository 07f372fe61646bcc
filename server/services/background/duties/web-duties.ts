import type { Database } from "#platform/database/db.ts";
import type { Logger } from "#platform/log.ts";
import { runEvery } from "#platform/run-every.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import type { TraceSettings } from "#platform/settings/trace-settings.ts";
import type { WakeUps } from "#platform/wake-ups/wake-up.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { takeDuty } from "#repos/fleet/duty-rows.ts";
import { hasDirectRunner } from "#repos/fleet/runner-rows.ts";
import { lookForWork } from "../../attempts/look-for-work.ts";
import { startSamples } from "../../metrics/sample-clock.ts";
import { removeOldSamples } from "../../metrics/take-sample.ts";
import { NoticeClock } from "../../notices/notice-clock.ts";
import type { NoticeOutlets } from "../../notices/outlets.ts";
import { removeOldSignIns } from "../../people/remove-old-sign-ins.ts";
import { removeOldRequests } from "../../recorded-requests/remove-old-requests.ts";
import { RetentionClock } from "../../retention/retention-clock.ts";
import { ScheduleClock } from "../../schedules/schedule-clock.ts";
import { TriggerClock } from "../../triggers/trigger-clock.ts";
import { BackgroundWork } from "./background-work.ts";
import { LookTimer, MAX_POLL_MS } from "./look-timer.ts";
import { startSweep } from "./start-sweep.ts";

/** How often it removes what nobody needs any more. */
const REMOVAL_MS = 60_000;
/** So long a web process keeps the work for all, if it does not look again. */
const HOLD_MS = 10_000;
const RENEW_MS = 3_000;
const RETRY_MS = 500;
const WORK = "the work for all";
/** It claims nothing. */
const NOBODY = { runnerId: 0, name: "", labels: [] };

export type WebDutiesParts = {
  readonly database: Database;
  /** Those for runners. */
  readonly wakeUps: WakeUps;
  readonly log: Logger;
  readonly warnings: RepeatedWarnings;
  /** The name of this process in the `duty` table. */
  readonly holder: string;
  readonly leaseMs: number;
  readonly secrets: () => Promise<SecretBox>;
  /** Private addresses to which connections may go. */
  readonly httpAllow: readonly string[];
  /** What notices leave by. */
  readonly outlets: NoticeOutlets;
  /** Where logs of ended pipelines are kept; absent: in the database. */
  readonly logStore?: "database" | "file";
  /** Where traces are sent; absent or null: nowhere. */
  readonly traces?: TraceSettings | null;
};

/**
 * What a web process does by the clock. It removes what is old, and takes part in the sweep, the schedules, the
 * notices and the triggers. While no runner with a
 * database of its own is ready (it has ended, or is draining), one of the web processes does what such runners do for all: timers, child pipelines, queue.
 */
export class WebDuties {
  private readonly parts: WebDutiesParts;
  private readonly background: BackgroundWork;
  private readonly timer = new LookTimer(() => void this.look(), MAX_POLL_MS);
  private heldUntil = Number.NEGATIVE_INFINITY;
  /** True while others do it: then hints are not for this process. */
  private isForOthers = true;
  private readonly stops: (() => void)[] = [];
  private isStopped = false;

  constructor(parts: WebDutiesParts) {
    this.parts = parts;
    this.background = new BackgroundWork(parts.database, parts.warnings);
  }

  start(): void {
    const { wakeUps } = this.parts;
    const schedules = new ScheduleClock(this.parts);
    schedules.start();
    const notices = new NoticeClock(this.parts);
    notices.start();
    const triggers = new TriggerClock(this.parts);
    triggers.start();
    const retention = new RetentionClock(this.parts);
    retention.start();
    this.stops.push(
      () => retention.stop(),
      () => triggers.stop(),
      () => notices.stop(),
      () => schedules.stop(),
      startSweep(this.parts),
      startSamples(this.parts),
      runEvery(REMOVAL_MS, () => this.removeOld()),
      wakeUps.listen(({ kind, forOne }) => {
        // What is for one runner is only to be claimed.
        if (kind === "work" && forOne === undefined && !this.isForOthers) this.timer.wake(0);
      }),
      () => this.timer.stop(),
      () => this.background.stop(),
    );
    void this.startTraces();
    void this.look();
  }

  /** Nothing of it is loaded where traces are sent nowhere. */
  private async startTraces(): Promise<void> {
    const { traces: settings = null, database, warnings, holder } = this.parts;
    if (settings === null) return;
    const { TraceClock } = await import("../../traces/trace-clock.ts");
    const stop = new TraceClock({ database, warnings, holder, settings }).start();
    if (this.isStopped) stop();
    else this.stops.push(stop);
  }

  stop(): void {
    this.isStopped = true;
    for (const stop of this.stops.splice(0)) stop();
  }

  private async look(): Promise<void> {
    const { database, warnings } = this.parts;
    this.timer.begin();
    try {
      this.isForOthers = !(await this.isOurs());
      if (this.isForOthers) return this.timer.end({ claimed: 0, missed: 0, nextDueMs: HOLD_MS });
      const { due, nextDueMs } = await lookForWork(database, NOBODY, 0);
      warnings.worked(WORK);
      this.timer.end({ claimed: 0, missed: 0, nextDueMs });
      const nextMs = await this.background.take(due);
      if (nextMs !== null) this.timer.wake(nextMs);
    } catch (error) {
      warnings.failed(WORK, error);
      this.timer.end({ claimed: 0, missed: 0, nextDueMs: RETRY_MS });
    }
  }

  /** Renewed now and then: a hint must not cost more than the look to which it leads. */
  private async isOurs(): Promise<boolean> {
    const { database, holder } = this.parts;
    if (performance.now() < this.heldUntil) return true;
    if (await hasDirectRunner(database.queries)) return false;
    if ((await takeDuty(database.queries, "background", holder, HOLD_MS)) === null) return false;
    this.heldUntil = performance.now() + RENEW_MS;
    return true;
  }

  private async removeOld(): Promise<void> {
    for (const remove of [removeOldRequests, removeOldSignIns, removeOldSamples])
      try {
        await remove(this.parts.database);
        this.parts.warnings.worked(remove.name);
      } catch (error) {
        this.parts.warnings.failed(remove.name, error);
      }
  }
}
