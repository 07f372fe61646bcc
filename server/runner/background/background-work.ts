import type { Database } from "#platform/database/db.ts";
import { runEvery } from "#platform/run-every.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { admitPipelines } from "#services/background/admit-pipelines.ts";
import { endOverduePipelines } from "#services/background/end-overdue-pipelines.ts";
import { fireTimers } from "#services/background/fire-timers.ts";
import { nameWaitRings } from "#services/background/name-wait-rings.ts";
import { reconcileChildPipelines } from "#services/background/reconcile-child-pipelines.ts";
import { undoChildPipelines } from "#services/background/undo-child-pipelines.ts";
import { deliverEarlyCalls } from "#services/callbacks/receive-call.ts";
import { removeOldRequests } from "#services/recorded-requests/remove-old-requests.ts";

/** How often it looks for tracks whose sleep is over. */
const LOOK_MS = 300;
/** How often it removes what nobody needs any more. */
const REMOVAL_MS = 60_000;

/** The steps that depend on the time, or on another pipeline. */
const STEPS = [
  fireTimers,
  endOverduePipelines,
  deliverEarlyCalls,
  reconcileChildPipelines,
  undoChildPipelines,
  admitPipelines,
];
/** They cost more, and nobody waits for them. */
const RARE_STEPS = [nameWaitRings];
const RARE_LOOK_MS = 3_000;

/** Does the work that no runner and no person asks for, several times a second and when it is told to. */
export class BackgroundWork {
  private readonly database: Database;
  private readonly warnings: RepeatedWarnings;
  private isLooking = false;
  private isStopped = false;
  private stopRepeating: (() => void)[] = [];

  constructor(database: Database, warnings: RepeatedWarnings) {
    this.database = database;
    this.warnings = warnings;
  }

  start(): void {
    this.stopRepeating = [
      runEvery(LOOK_MS, () => this.lookOnce()),
      runEvery(RARE_LOOK_MS, () => this.takeAll(RARE_STEPS)),
      runEvery(REMOVAL_MS, () => this.takeAll([removeOldRequests])),
    ];
  }

  /** Runs all steps now, unless they are running already. */
  look(): void {
    void this.lookOnce();
  }

  stop(): void {
    this.isStopped = true;
    for (const stop of this.stopRepeating) stop();
  }

  private async lookOnce(): Promise<void> {
    if (this.isStopped || this.isLooking) return;
    this.isLooking = true;
    await this.takeAll(STEPS);
    this.isLooking = false;
  }

  private async takeAll(steps: readonly ((database: Database) => Promise<unknown>)[]): Promise<void> {
    for (const step of steps) if (!this.isStopped) await this.take(step);
  }

  /** A step that fails does not stop the others. */
  private async take(step: (database: Database) => Promise<unknown>): Promise<void> {
    try {
      await step(this.database);
      this.warnings.worked(step.name);
    } catch (error) {
      this.warnings.failed(step.name, error);
    }
  }
}
