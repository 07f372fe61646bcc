import type { Database } from "#platform/database/db.ts";
import { runEvery } from "#platform/run-every.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { admitPipelines } from "#services/background/admit-pipelines.ts";
import { endOverduePipelines } from "#services/background/end-overdue-pipelines.ts";
import { fireTimers } from "#services/background/fire-timers.ts";
import { reconcileChildPipelines } from "#services/background/reconcile-child-pipelines.ts";
import { deliverEarlyCalls } from "#services/callbacks/receive-call.ts";

/** How often it looks for tracks whose sleep is over. */
const LOOK_MS = 300;

/** The steps that depend on the time, or on another pipeline. */
const STEPS = [fireTimers, endOverduePipelines, deliverEarlyCalls, reconcileChildPipelines, admitPipelines];

/** Does the work that no runner and no person asks for, several times a second and when it is told to. */
export class BackgroundWork {
  private readonly database: Database;
  private readonly warnings: RepeatedWarnings;
  private isLooking = false;
  private isStopped = false;
  private stopRepeating: () => void = () => undefined;

  constructor(database: Database, warnings: RepeatedWarnings) {
    this.database = database;
    this.warnings = warnings;
  }

  start(): void {
    this.stopRepeating = runEvery(LOOK_MS, () => this.lookOnce());
  }

  /** Runs all steps now, unless they are running already. */
  look(): void {
    void this.lookOnce();
  }

  stop(): void {
    this.isStopped = true;
    this.stopRepeating();
  }

  private async lookOnce(): Promise<void> {
    if (this.isStopped || this.isLooking) return;
    this.isLooking = true;
    for (const step of STEPS) await this.take(step);
    this.isLooking = false;
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
