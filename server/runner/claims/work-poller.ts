import type { Candidate, Hint, RunnerGateway, WorkForOne } from "#contract/runners/runner-gateway.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { LookTimer } from "#services/background/duties/look-timer.ts";
import type { PreparedTasks } from "../attempts/prepared-tasks.ts";
import type { Slots } from "../attempts/slots.ts";
import type { StartAttempts } from "../attempts/start-attempts.ts";
import type { Registration } from "../lease/registration.ts";

/** While the database does not answer. */
const RETRY_MS = 500;
/** So long a runner keeps tracks for itself that its own settlement made ready, and for which it has no free slot. */
const KEPT_MS = 50;
const WORK = "claiming";

type WorkHint = Extract<Hint, { readonly kind: "work" }>;

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
  /** Tells other runners of what this one was told alone, and may have no slot for. */
  private readonly toPassOn: (() => void)[] = [];

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
    for (const passOn of this.toPassOn.splice(0)) passOn();
    return this.looking;
  }

  /**
   * Says what this runner was told. What it was told alone, and has no free slot for, is passed on: at once, or after its
   * look.
   */
  tell({ spreadMs, forOne }: Pick<WorkHint, "spreadMs" | "forOne">): void {
    if (forOne === undefined) {
      this.wake(spreadMs);
      return;
    }
    const { slots, registration } = this.parts;
    if (slots.hasRoomFor(forOne.wanted) && registration.claimant.labels.includes("")) {
      this.toPassOn.push(forOne.passOn);
      this.wake(spreadMs);
      return;
    }
    this.mayHaveMore ||= forOne.isToBeTaken || forOne.isOwn;
    if (forOne.isOwn) setTimeout(() => this.passOnIfLeft(forOne), KEPT_MS).unref();
    else forOne.passOn();
  }

  private passOnIfLeft({ passOn }: WorkForOne): void {
    if (!this.mayHaveMore) return;
    if (this.parts.slots.hasFree) this.wake();
    else passOn();
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
    const { warnings, slots } = this.parts;
    const toPassOn = this.toPassOn.splice(0);
    try {
      const { workForAll, nextDueMs, isDraining, ...took } = await this.claim();
      if (this.mayHaveMore && !slots.hasFree) for (const passOn of toPassOn) passOn();
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
    return slots.reserve(async ({ free }) => {
      this.mayHaveMore ||= candidates.length > free;
      const { claimed, passedOver } = await prepared.during(registration.claimant, (claimant) =>
        gateway.claim(claimant, candidates, free, startAttempts),
      );
      return { claimed: claimed.length, missed: passedOver };
    }, candidates.length);
  }
}
