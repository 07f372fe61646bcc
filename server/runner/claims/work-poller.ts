import type { Candidate, RunnerGateway } from "#contract/runners/runner-gateway.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { LookTimer } from "#services/background/duties/look-timer.ts";
import type { PreparedTasks } from "../attempts/prepared-tasks.ts";
import type { Slots } from "../attempts/slots.ts";
import type { StartAttempts } from "../attempts/start-attempts.ts";
import type { Registration } from "../lease/registration.ts";

/** While the database does not answer. */
const RETRY_MS = 500;
const WORK = "claiming";

export type WorkPollerParts = {
  readonly gateway: RunnerGateway;
  readonly warnings: RepeatedWarnings;
  readonly registration: Registration;
  readonly slots: Slots;
  readonly prepared: PreparedTasks;
  readonly startAttempts: StartAttempts;
  /** Whether results of this pipeline are being settled: that claims its tracks, too, and holds its row. */
  readonly isSettling: (pipelineId: number) => boolean;
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
    this.parts.gateway.stopLooking();
    return this.looking;
  }

  /**
   * Says that there may be something to do. It looks within a random part of `spreadMs`, so that not all runners look
   * at once.
   */
  wake(spreadMs = 0): void {
    this.timer.wake(Math.random() * spreadMs);
    this.parts.gateway.stopLooking();
  }

  /**
   * Says that a settlement is over, and that slots may be free.
   *
   * @param isForOthers true where it left slots for tracks that it could not claim.
   * @param hasNext true where another settlement follows at once, which claims as well.
   */
  slotsLeft(isForOthers: boolean, hasNext: boolean): void {
    this.mayHaveMore ||= isForOthers;
    if (this.mayHaveMore && this.parts.slots.hasFree && (isForOthers || !hasNext)) this.wake();
  }

  private async lookOnce(): Promise<void> {
    this.timer.begin();
    const { warnings } = this.parts;
    try {
      const { workForAll, nextDueMs, isDraining, ...took } = await this.claim();
      this.timer.end({ ...took, nextDueMs });
      if (isDraining) return this.parts.onDrain();
      const nextMs = await workForAll();
      if (nextMs !== null) this.timer.wake(nextMs);
    } catch (error) {
      warnings.failed(WORK, error);
      this.timer.end({ claimed: 0, missed: 0, nextDueMs: RETRY_MS });
    }
  }

  private async claim() {
    const { gateway, warnings, registration, slots, isSettling } = this.parts;
    const { free } = slots;
    // It may wait long, and would wait for nothing: slots that are freed meanwhile begin another look.
    this.mayHaveMore ||= free === 0;
    const { candidates, ...found } = await gateway.look(registration.claimant, free);
    const left = candidates.filter(({ pipelineId }) => !isSettling(pipelineId));
    this.mayHaveMore = candidates.length >= free || left.length < candidates.length;
    const took = await this.claimSome(left);
    warnings.worked(WORK);
    return { ...found, ...took };
  }

  /** While it chooses and claims, no settlement counts on the same slots. */
  private async claimSome(candidates: readonly Candidate[]) {
    const { gateway, registration, slots, prepared, startAttempts } = this.parts;
    if (candidates.length === 0) return { claimed: 0, missed: 0 };
    return slots.reserve(async (free) => {
      this.mayHaveMore ||= candidates.length > free;
      const claimed = await prepared.during(registration.claimant, (claimant) =>
        gateway.claim(claimant, candidates, free, startAttempts),
      );
      return { claimed: claimed.length, missed: Math.min(free, candidates.length) - claimed.length };
    });
  }
}
