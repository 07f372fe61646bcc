import type { Database } from "#platform/database/db.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { claimCandidates } from "#services/attempts/claim-tracks.ts";
import { lookForWork } from "#services/attempts/look-for-work.ts";
import type { KeptPipelines } from "#services/pipeline-session/kept/kept-pipelines.ts";
import type { PreparedTasks } from "../attempts/prepared-tasks.ts";
import type { Slots } from "../attempts/slots.ts";
import type { StartAttempts } from "../attempts/start-attempts.ts";
import type { BackgroundWork } from "../background/background-work.ts";
import type { Registration } from "../lease/registration.ts";
import { LookTimer } from "./look-timer.ts";

/** While the database does not answer. */
const RETRY_MS = 500;
const WORK = "claiming";

export type WorkPollerParts = {
  readonly database: Database;
  readonly warnings: RepeatedWarnings;
  readonly registration: Registration;
  readonly slots: Slots;
  readonly prepared: PreparedTasks;
  readonly kept: KeptPipelines;
  readonly startAttempts: StartAttempts;
  readonly background: BackgroundWork;
  /** Called where a person asked this runner to claim nothing more. */
  readonly onDrain: () => void;
};

/**
 * Looks for what there is to do: when it is told, when the next timer is due, and slowly in any case. It claims as many
 * tracks as there are free slots, starts them, and has the work done that runners do for all.
 */
export class WorkPoller {
  private readonly parts: WorkPollerParts;
  private readonly timer = new LookTimer(() => this.start());
  private looking: Promise<void> = Promise.resolve();
  /** True where the last look did not take all that there was. */
  private mayHaveMore = false;

  constructor(parts: WorkPollerParts) {
    this.parts = parts;
  }

  start(): void {
    this.looking = this.lookOnce();
  }

  /** Stops. Resolves when the claim that was under way has ended. */
  stop(): Promise<void> {
    this.timer.stop();
    return this.looking;
  }

  /**
   * Says that there may be something to do. It looks within a random part of `spreadMs`, so that not all runners look
   * at once.
   */
  wake(spreadMs = 0): void {
    this.timer.wake(Math.random() * spreadMs);
  }

  /** Says that slots may be free now. */
  slotsLeft(): void {
    if (this.mayHaveMore && this.parts.slots.hasFree) this.wake();
  }

  private async lookOnce(): Promise<void> {
    this.timer.begin();
    const { background, warnings } = this.parts;
    try {
      const { due, nextDueMs, isDraining, ...took } = await this.claim();
      this.timer.end({ ...took, nextDueMs });
      if (isDraining) return this.parts.onDrain();
      const nextMs = await background.take(due);
      if (nextMs !== null) this.timer.wake(nextMs);
    } catch (error) {
      warnings.failed(WORK, error);
      this.timer.end({ claimed: 0, missed: 0, nextDueMs: RETRY_MS });
    }
  }

  private async claim() {
    const { database, warnings, registration, slots, kept, prepared, startAttempts } = this.parts;
    return slots.reserve(async (free) => {
      const { candidates, ...found } = await lookForWork(database, registration.claimant, free);
      this.mayHaveMore = candidates.length >= free;
      const claimed = await prepared.during(registration.claimant, (claimant) =>
        claimCandidates(database, claimant, candidates, free, startAttempts, kept),
      );
      warnings.worked(WORK);
      const missed = Math.min(free, candidates.length) - claimed.length;
      return { ...found, claimed: claimed.length, missed };
    });
  }
}
