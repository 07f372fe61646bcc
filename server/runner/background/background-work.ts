import type { Database } from "#platform/database/db.ts";
import { runEvery } from "#platform/run-every.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { admitPipelines } from "#services/background/admit-pipelines.ts";
import { endOverduePipelines } from "#services/background/end-overdue-pipelines.ts";
import { fireTimers } from "#services/background/fire-timers.ts";
import { reconcileChildPipelines } from "#services/background/reconcile-child-pipelines.ts";
import { deliverEarlyCalls } from "#services/callbacks/receive-call.ts";

/** How soon a track that has slept enough goes on. */
const LOOK_MS = 300;

/** What follows from the clock, and from one pipeline for another. */
const STEPS = [fireTimers, endOverduePipelines, deliverEarlyCalls, reconcileChildPipelines, admitPipelines];

/** Does what no runner and no person asks for, some times a second and when it is told to. */
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

  /** Looks now, where no look is under way. */
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

  /** A step that fails holds up no other. */
  private async take(step: (database: Database) => Promise<unknown>): Promise<void> {
    try {
      await step(this.database);
      this.warnings.worked(step.name);
    } catch (error) {
      this.warnings.failed(step.name, error);
    }
  }
}
