import type { ClaimedTrack, Hint } from "#contract/runners/runner-gateway.ts";
import { failpoint } from "#platform/failpoint.ts";
import { runEvery } from "#platform/run-every.ts";
import { ActiveAttempts } from "./attempts/active-attempts.ts";
import { PreparedTasks } from "./attempts/prepared-tasks.ts";
import { type AttemptParts, runAttempt, WRITING } from "./attempts/run-attempt.ts";
import { Settler } from "./attempts/settler.ts";
import { Slots } from "./attempts/slots.ts";
import { writeProblem } from "./attempts/write-problem.ts";
import { returnLostClaims } from "./claims/return-lost-claims.ts";
import { WorkPoller } from "./claims/work-poller.ts";
import type { EndReason } from "./execution/execution.ts";
import type { Registration } from "./lease/registration.ts";
import { LogWriter } from "./log/log-writer.ts";
import type { RunnerMetrics } from "./metrics/runner-metrics.ts";
import type { Executors } from "./tasks/executors.ts";

/** How often it reads what other runners of its directory have executed. */
const OTHERS_LOOK_MS = 1_000;
/** How often it looks for claims whose answer was lost, at most: never less often than once in a lease. */
const MAX_LOST_CLAIM_LOOK_MS = 10_000;
/**
 * How often it looks whether its disk can be written again. What is handed back for the disk begins another attempt with
 * each claim, so it is not looked at more often.
 */
const DISK_LOOK_MS = 5_000;
/** While the database does not answer. */
const RETRY_MS = 500;
/** How long the logs may take to be stored at the end. */
const MAX_LOG_WAIT_MS = 5_000;

export type RunnerParts = Pick<
  AttemptParts,
  "gateway" | "log" | "warnings" | "journal" | "known" | "execute" | "leaseAge"
> & {
  readonly prepare: Executors["prepare"];
  readonly registration: Registration;
  readonly slots: number;
  /** What counts its work; null: nobody asks. */
  readonly metrics: RunnerMetrics | null;
  readonly leaseMs: number;
  /** Directories that must be writable for a script to begin. */
  readonly directories: readonly string[];
  /** How long a result is kept whose pipeline is not in the database. */
  readonly giveUpMs: number;
};

/** Claims tracks, runs their attempts, and claims what follows. One for each runner process. */
export class Runner {
  private readonly parts: RunnerParts;
  private readonly slots: Slots;
  private readonly prepared: PreparedTasks;
  private readonly active = new ActiveAttempts();
  private readonly logWriter: LogWriter;
  private readonly settler: Settler;
  private readonly poller: WorkPoller;
  /** Attempts and handed-back claims that are not settled yet. */
  private readonly unsettled = new Set<Promise<void>>();
  private readonly stopped: (() => void)[] = [];
  private isDraining = false;

  constructor(parts: RunnerParts) {
    const { gateway, warnings } = parts;
    this.parts = parts;
    this.slots = new Slots(parts.slots);
    this.prepared = new PreparedTasks(parts.prepare);
    this.logWriter = new LogWriter(gateway, warnings);
    const { slots, prepared, startAttempts } = this;
    const shared = { ...parts, slots, prepared, startAttempts };
    const settler = new Settler({ ...shared, onSlotsLeft: (...left) => this.poller.slotsLeft(...left) });
    this.settler = settler;
    this.poller = new WorkPoller({
      ...shared,
      isSettling: (pipelineId) => settler.isSettling(pipelineId),
      onDrain: () => this.drain(),
    });
  }

  start(): void {
    const { gateway, leaseMs } = this.parts;
    this.poller.start();
    gateway.startWorkForAll();
    this.parts.metrics?.watchSlots(() => ({ busy: this.slots.busy, free: this.slots.free }));
    this.stopped.push(
      gateway.listen((hint) => this.hear(hint)),
      runEvery(OTHERS_LOOK_MS, async () => this.readOtherRunners()),
      runEvery(DISK_LOOK_MS, async () => {
        if (!this.slots.isDiskUsable) this.checkDisk();
      }),
      runEvery(gateway.killLookMs, () => this.killWhatMustEnd()),
      runEvery(Math.min(leaseMs, MAX_LOST_CLAIM_LOOK_MS), () => this.addUnsettled(this.returnLostClaims())),
    );
  }

  private hear(hint: Hint): void {
    if (hint.kind === "work") this.poller.tell(hint);
    else if (this.isExecuting(hint.pipeline)) void this.killWhatMustEnd();
  }

  private isExecuting(pipeline: number | null): boolean {
    return this.active.executing().some(({ pipelineId }) => pipeline === null || pipelineId === pipeline);
  }

  /** Claims nothing more; what runs goes on. Calling it again changes nothing. */
  drain(): void {
    if (!this.isDraining) void this.noteDraining();
    this.isDraining = true;
    this.slots.close();
    this.parts.gateway.stopWorkForAll();
    void this.poller.stop();
  }

  /** Must be called after it got a new row, which says that it is ready. */
  reregistered(): void {
    if (this.isDraining) void this.noteDraining();
  }

  /** Tries again until it is known: else the timers of all would wait for the last script of this runner. */
  private async noteDraining(): Promise<void> {
    const { gateway, registration, warnings } = this.parts;
    const work = "saying that it is draining";
    for (;;)
      try {
        await gateway.noteDraining(registration.runnerId);
        warnings.worked(work);
        return;
      } catch (error) {
        warnings.failed(work, error);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
  }

  /** After `drain`: resolves when every attempt has ended and every result is settled. */
  async idle(): Promise<void> {
    await this.poller.stop();
    while (this.unsettled.size > 0) await Promise.all(this.unsettled);
  }

  killAll(reason: EndReason): void {
    this.active.killAll(reason);
  }

  /**
   * Says whether the database has not answered for so long that this runner may soon be marked lost. Then it begins
   * nothing, and kills at once the scripts that would begin again on another runner.
   */
  setSilent(isSilent: boolean): void {
    const wasSilent = this.slots.isPaused;
    this.slots.setPaused(isSilent);
    if (wasSilent && !isSilent) this.poller.wake();
    if (isSilent) this.active.killRetriedWhenLost();
  }

  /** While the disk cannot be written it claims nothing: each track would fail that another runner can execute. */
  private readonly checkDisk = (): void => {
    const { directories, warnings } = this.parts;
    const problem = writeProblem(directories);
    const wasUsable = this.slots.isDiskUsable;
    this.slots.setDiskUsable(problem === null);
    if (problem === null) warnings.workedLocally(WRITING);
    else warnings.failed(WRITING, problem);
    if (problem === null && !wasUsable) this.poller.wake();
  };

  async stop(): Promise<void> {
    this.drain();
    for (const stop of this.stopped) stop();
    await this.logWriter.close(MAX_LOG_WAIT_MS);
  }

  private readonly startAttempts = (claimed: readonly ClaimedTrack[]): void => {
    if (claimed.length > 0) failpoint("after-claim");
    const { metrics } = this.parts;
    const onExecuted = metrics === null ? undefined : metrics.executed.bind(metrics);
    metrics?.claimed(claimed);
    const { active, settler, logWriter, slots, prepared, onGap, checkDisk } = this;
    const parts: AttemptParts = {
      ...this.parts,
      active,
      settler,
      logWriter,
      slots,
      prepared,
      onGap,
      onExecuted,
      checkDisk,
    };
    for (const track of claimed)
      if (!active.isRefused(track.token)) void this.addUnsettled(runAttempt(parts, track));
  };

  /** Records for people that the database is older than what this runner did. */
  private readonly onGap = ({ pipelineId, vertex, attempt }: ClaimedTrack): void => {
    const { gateway, registration, warnings } = this.parts;
    const text = `Runner ${registration.claimant.name} has executed attempt ${attempt} of ${vertex} in pipeline ${pipelineId}, and the database did not know it: it was restored to an earlier time.`;
    void gateway
      .recordGap(registration.runnerId, text)
      .catch((error: unknown) => warnings.failed("recording that the database was restored", error));
  };

  private async addUnsettled(work: Promise<void>): Promise<void> {
    this.unsettled.add(work);
    await work;
    this.unsettled.delete(work);
  }

  private readOtherRunners(): void {
    const work = "reading what other runners have executed";
    try {
      this.parts.known.readOthers();
      this.parts.warnings.workedLocally(work);
    } catch (error) {
      this.parts.warnings.failed(work, error);
    }
  }

  private async killWhatMustEnd(): Promise<void> {
    const executing = this.active.executing();
    if (executing.length === 0) return;
    try {
      const mustEnd = await this.parts.gateway.attemptsToKill(executing);
      for (const { token, why } of mustEnd) this.active.kill(token, why);
      this.parts.warnings.worked("looking for cancelled attempts");
    } catch (error) {
      // If the database does not answer, nothing was cancelled: the scripts go on.
      this.parts.warnings.failed("looking for cancelled attempts", error);
    }
  }

  private async returnLostClaims(): Promise<void> {
    const { active, settler } = this;
    try {
      await returnLostClaims({ ...this.parts, active, settler });
      this.parts.warnings.worked("looking for lost claims");
    } catch (error) {
      this.parts.warnings.failed("looking for lost claims", error);
    }
  }
}
