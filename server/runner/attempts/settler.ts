import type { Database } from "#platform/database/db.ts";
import { errorFields } from "#platform/database/error-fields.ts";
import { failpoint } from "#platform/failpoint.ts";
import type { Logger } from "#platform/log.ts";
import type { Claimant } from "#services/attempts/claim-tracks.ts";
import { type AttemptResult, type Settled, settleTracks } from "#services/attempts/settle-tracks.ts";
import type { RunnerJournal } from "../journal/journal.ts";

const SETTLE_AGAIN_MS = [200, 500, 1_000, 2_000, 5_000] as const;

export type SettlerParts = {
  readonly database: Database;
  readonly log: Logger;
  readonly journal: RunnerJournal;
  readonly claimant: () => Claimant;
  /** Sets free slots aside for what a settlement claims, and gives their number. */
  readonly reserve: () => number;
  readonly unreserve: (slots: number) => void;
  readonly onSettled: (settled: Settled, batch: readonly AttemptResult[]) => void;
  /** Nothing is left to settle of one pipeline. */
  readonly onIdle: () => void;
};

/** Settles results, those of one pipeline together, and says each again until the database has heard it. */
export class Settler {
  private readonly parts: SettlerParts;
  private readonly results = new Map<number, AttemptResult[]>();
  private readonly settling = new Set<number>();

  constructor(parts: SettlerParts) {
    this.parts = parts;
  }

  get isBusy(): boolean {
    return this.results.size + this.settling.size > 0;
  }

  add(result: AttemptResult): void {
    this.results.set(result.pipelineId, [...(this.results.get(result.pipelineId) ?? []), result]);
    if (!this.settling.has(result.pipelineId)) void this.settle(result.pipelineId);
  }

  /** Results that arrive while one transaction of their pipeline is under way settle together in the next. */
  private async settle(pipelineId: number): Promise<void> {
    this.settling.add(pipelineId);
    for (
      let batch = this.results.get(pipelineId);
      batch !== undefined;
      batch = this.results.get(pipelineId)
    ) {
      this.results.delete(pipelineId);
      await this.settleBatch(batch);
    }
    this.settling.delete(pipelineId);
    this.parts.onIdle();
  }

  private async settleBatch(batch: readonly AttemptResult[]): Promise<void> {
    const { database, log, journal } = this.parts;
    for (let round = 0; ; round += 1) {
      const free = this.parts.reserve();
      try {
        const settled = await settleTracks(database, batch, this.parts.claimant(), free);
        failpoint("after-settle");
        this.parts.unreserve(free);
        settled.fates.forEach((fate, index) => {
          if (fate === "stale") log.warn({ track: batch[index]?.trackId }, "late result refused");
        });
        for (const { token } of batch) journal.settled(token);
        this.parts.onSettled(settled, batch);
        return;
      } catch (error) {
        this.parts.unreserve(free);
        // The result is all that is known of what a script did: it is kept and said again until it is heard.
        const pause = SETTLE_AGAIN_MS[Math.min(round, SETTLE_AGAIN_MS.length - 1)] ?? 0;
        log.warn(
          { ...errorFields(error), again: pause },
          "settling failed; the result is kept and tried again",
        );
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
}
