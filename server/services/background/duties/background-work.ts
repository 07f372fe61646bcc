import type { Database } from "#platform/database/db.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import type { FoundWork } from "../../attempts/look-for-work.ts";
import { deliverEarlyCalls } from "../../callbacks/receive-call.ts";
import { admitPipelines } from "../admit-pipelines.ts";
import { endOverduePipelines } from "../end-overdue-pipelines.ts";
import { fireTimers } from "../fire-timers.ts";
import { nameWaitRings } from "../name-wait-rings.ts";
import { reconcileChildPipelines } from "../reconcile-child-pipelines.ts";
import { undoChildPipelines } from "../undo-child-pipelines.ts";

type Step = {
  readonly act: (database: Database) => Promise<unknown>;
  /** At least so much time is between two calls, where what they look for may stay for long. */
  readonly gapMs: number;
};

/** How soon it is looked again whether the steps have left something to do; later, where it stays the same. */
const AGAIN_MS = 100;
const MAX_AGAIN_MS = 10_000;

/** The steps that depend on the time, or on another pipeline, in their order. */
const STEPS: Readonly<Record<DueWork, Step>> = {
  timers: { act: fireTimers, gapMs: 0 },
  overdue: { act: endOverduePipelines, gapMs: 0 },
  calls: { act: deliverEarlyCalls, gapMs: 0 },
  children: { act: reconcileChildPipelines, gapMs: 0 },
  undos: { act: undoChildPipelines, gapMs: 0 },
  queue: { act: admitPipelines, gapMs: 100 },
  // It costs more, and nobody waits for it.
  rings: { act: nameWaitRings, gapMs: 3_000 },
};

type DueWork = FoundWork["due"] extends ReadonlySet<infer Kind extends string> ? Kind : never;
const KINDS = Object.keys(STEPS) as DueWork[];

/** Does the work that no runner and no person asks for, where a look has found some. */
export class BackgroundWork {
  private readonly database: Database;
  private readonly warnings: RepeatedWarnings;
  private readonly doneAt = new Map<DueWork, number>();
  private isWorking = false;
  private isToldMeanwhile = false;
  private last = "";
  private againMs = AGAIN_MS;
  private isStopped = false;

  constructor(database: Database, warnings: RepeatedWarnings) {
    this.database = database;
    this.warnings = warnings;
  }

  /**
   * Does what a look has found.
   *
   * @returns in how many milliseconds it should be looked again; null where nothing can be left.
   */
  async take(due: FoundWork["due"]): Promise<number | null> {
    if (this.isStopped || due.size === 0) return null;
    if (this.isWorking) {
      this.isToldMeanwhile = true;
      return null;
    }
    this.isWorking = true;
    this.isToldMeanwhile = false;
    const kinds = KINDS.filter((kind) => due.has(kind));
    this.againMs = kinds.join() === this.last ? Math.min(MAX_AGAIN_MS, this.againMs * 2) : AGAIN_MS;
    this.last = kinds.join();
    let nextMs = this.againMs;
    for (const kind of kinds) {
      const { act, gapMs } = STEPS[kind];
      const leftMs = (this.doneAt.get(kind) ?? Number.NEGATIVE_INFINITY) + gapMs - performance.now();
      if (leftMs > 0) nextMs = Math.min(nextMs, leftMs);
      else if (!this.isStopped) await this.act(act);
      if (leftMs <= 0) this.doneAt.set(kind, performance.now());
    }
    this.isWorking = false;
    return this.isToldMeanwhile ? 0 : nextMs;
  }

  stop(): void {
    this.isStopped = true;
  }

  /** A step that fails does not stop the others. */
  private async act(step: Step["act"]): Promise<void> {
    try {
      await step(this.database);
      this.warnings.worked(step.name);
    } catch (error) {
      this.warnings.failed(step.name, error);
    }
  }
}
