import {
  type AttemptResult,
  type ClaimingRunner,
  PipelineGone,
  type RunnerGateway,
  type Settled,
} from "#contract/runners/runner-gateway.ts";
import { backoff } from "#engine/time/backoff.ts";
import { failpoint } from "#platform/failpoint.ts";
import type { Logger } from "#platform/log.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import type { RunnerJournal } from "../journal/journal.ts";
import type { Registration } from "../lease/registration.ts";
import type { PreparedTasks } from "./prepared-tasks.ts";
import type { Slots } from "./slots.ts";
import type { StartAttempts } from "./start-attempts.ts";

const FIRST_RETRY_MS = 200;
const MAX_RETRY_MS = 5_000;

export type SettlerParts = {
  readonly gateway: RunnerGateway;
  readonly log: Logger;
  readonly warnings: RepeatedWarnings;
  readonly journal: RunnerJournal;
  readonly registration: Registration;
  readonly slots: Slots;
  /** How long a result is kept whose pipeline is not in the database. */
  readonly giveUpMs: number;
  readonly prepared: PreparedTasks;
  /** Starts what a settlement has claimed. */
  readonly startAttempts: StartAttempts;
  /** Called after each settlement: slots may be free that it did not fill. See `WorkPoller.slotsLeft`. */
  readonly onSlotsLeft: (isForOthers: boolean, hasNext: boolean) => void;
};

type Waiting = { readonly result: AttemptResult; readonly onSettled: () => void };

/** Settles results, those of one pipeline together, and tries again until the database has stored them. */
export class Settler {
  private readonly parts: SettlerParts;
  /** Results by pipeline; an empty list where a transaction is under way and no new result has come. */
  private readonly waiting = new Map<number, Waiting[]>();
  private readonly settling = new Set<number>();

  constructor(parts: SettlerParts) {
    this.parts = parts;
  }

  /** Resolves when the database has stored the result. It never rejects. */
  settle(result: AttemptResult): Promise<void> {
    return new Promise((onSettled) => {
      const isUnderWay = this.waiting.has(result.pipelineId);
      const results = this.waiting.get(result.pipelineId) ?? [];
      results.push({ result, onSettled });
      this.waiting.set(result.pipelineId, results);
      if (!isUnderWay) void this.settlePipeline(result.pipelineId);
    });
  }

  /** Whether a transaction is under way that settles results of this pipeline. */
  isSettling(pipelineId: number): boolean {
    return this.settling.has(pipelineId);
  }

  /** Results that come during a transaction of their pipeline are settled together in the next one. */
  private async settlePipeline(pipelineId: number): Promise<void> {
    for (;;) {
      const batch = this.waiting.get(pipelineId) ?? [];
      if (batch.length === 0) break;
      this.waiting.set(pipelineId, []);
      await this.settleBatch(batch.map(({ result }) => result));
      for (const { onSettled } of batch) onSettled();
    }
    this.waiting.delete(pipelineId);
  }

  /** Only the runner knows the result of its script, so it keeps the result and tries again until it is stored. */
  private async settleBatch(batch: readonly AttemptResult[]): Promise<void> {
    const { prepared, registration } = this.parts;
    const since = performance.now();
    // By its number: what works in others does not end the warning.
    const work = `settling in pipeline ${batch[0]?.pipelineId ?? 0}`;
    for (let tries = 0; ; tries += 1) {
      try {
        const { isForOthers } = await this.parts.slots.reserve(({ free, keepOnly, again: freeAgain }) => {
          const onClaiming = ({ length }: readonly unknown[]) => keepOnly(length);
          return prepared.during({ ...registration.claimant, onClaiming, freeAgain }, (claimant) =>
            this.settleOnce(batch, claimant, free),
          );
        });
        this.parts.onSlotsLeft(isForOthers, this.hasNext(batch));
        this.parts.warnings.worked(work);
        return;
      } catch (error) {
        const isMissing = error instanceof PipelineGone;
        if (isMissing && performance.now() - since > this.parts.giveUpMs) return this.giveUp(batch);
        if (!isMissing) this.parts.warnings.failed(work, error);
        const pause = backoff(FIRST_RETRY_MS, 2, tries, MAX_RETRY_MS);
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  /** The pipeline was launched after the time to which the database was restored. Nobody can take its results. */
  private giveUp(batch: readonly AttemptResult[]): void {
    const { log, journal } = this.parts;
    for (const result of batch) journal.noteSettled(result.token, null);
    const [first] = batch;
    log.warn(
      { pipeline: first?.pipelineId, results: batch.length },
      "the pipeline is not in the database any more: its results are given up",
    );
  }

  private async settleOnce(
    batch: readonly AttemptResult[],
    claimant: ClaimingRunner,
    freeSlots: number,
  ): Promise<Settled> {
    const { gateway, log, journal, startAttempts } = this.parts;
    const settled = await this.noteSettling(batch, () => gateway.settle(batch, claimant, freeSlots));
    failpoint("after-settle");
    for (const [place, result] of batch.entries()) {
      const { trackId, token } = result;
      if (settled.fates[place] === "stale") log.warn({ track: trackId }, "late result refused");
      journal.noteSettled(token, result);
    }
    startAttempts(settled.claimed);
    return settled;
  }

  private async noteSettling<T>([first]: readonly AttemptResult[], settle: () => Promise<T>): Promise<T> {
    const pipelineId = first?.pipelineId ?? 0;
    this.settling.add(pipelineId);
    try {
      return await settle();
    } finally {
      this.settling.delete(pipelineId);
    }
  }

  /** True where more results of the same pipeline came meanwhile. */
  private hasNext([first]: readonly AttemptResult[]): boolean {
    return first !== undefined && (this.waiting.get(first.pipelineId)?.length ?? 0) > 0;
  }
}
