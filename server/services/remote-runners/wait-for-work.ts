import { MAX_LOOK_MS } from "#contract/runners/runner-calls.ts";
import type { Candidate } from "#contract/runners/runner-gateway.ts";
import type { Database } from "#platform/database/db.ts";
import type { WakeUps } from "#platform/wake-ups/wake-up.ts";
import type { Claimant } from "../attempts/claim-tracks.ts";
import { lookForWork } from "../attempts/look-for-work.ts";
import { LookTimer, MAX_POLL_MS } from "../background/duties/look-timer.ts";

/** With so many milliseconds for each other runner they look one after the other. */
const SPREAD_MS_A_RUNNER = 3;
const MAX_SPREAD_MS = 60;

export type FoundForRunner = {
  readonly candidates: readonly Candidate[];
  readonly isDraining: boolean;
  /** Where a script may have to end. */
  readonly mayKill: boolean;
};

const NOTHING: FoundForRunner = { candidates: [], isDraining: false, mayKill: false };

/** The looks of remote runners that wait in this process for something to do. A runner has one: a newer ends an older. */
export class WaitingLooks {
  private readonly database: Database;
  private readonly wakeUps: WakeUps;
  /** How to end the look of a runner, by its row. */
  private readonly ends = new Map<number, () => void>();

  /** @param wakeUps those for runners. */
  constructor(database: Database, wakeUps: WakeUps) {
    this.database = database;
    this.wakeUps = wakeUps;
  }

  /**
   * Waits until there is something that the runner can claim with so many free slots, it is drained, a script may have to
   * end, or the time is over. Between hints it looks by itself, as a runner with a database does.
   *
   * @param signal ends it: nobody waits for the answer any more.
   */
  async look(claimant: Claimant, free: number, signal: AbortSignal): Promise<FoundForRunner> {
    this.ends.get(claimant.runnerId)?.();
    return new Promise((resolve, reject) => {
      const timer = new LookTimer(() => void lookNow(), MAX_POLL_MS);
      const over = setTimeout(() => end(NOTHING), MAX_LOOK_MS);
      const leave = this.wakeUps.listen(({ kind }) => {
        if (kind === "kill") end({ ...NOTHING, mayKill: true });
        else timer.wake(Math.random() * Math.min(MAX_SPREAD_MS, this.ends.size * SPREAD_MS_A_RUNNER));
      });
      const stop = () => end(NOTHING);
      const finish = () => {
        clearTimeout(over);
        timer.stop();
        leave();
        signal.removeEventListener("abort", stop);
        if (this.ends.get(claimant.runnerId) === stop) this.ends.delete(claimant.runnerId);
      };
      const end = (found: FoundForRunner) => {
        finish();
        resolve(found);
      };
      const lookNow = async () => {
        timer.begin();
        try {
          const { candidates, isDraining } = await lookForWork(this.database, claimant, free);
          if (candidates.length > 0 || isDraining) end({ candidates, isDraining, mayKill: false });
          else timer.end({ claimed: 0, missed: 0, nextDueMs: claimant.failed?.nextMs() ?? MAX_LOOK_MS });
        } catch (error) {
          finish();
          reject(error);
        }
      };
      this.ends.set(claimant.runnerId, stop);
      signal.addEventListener("abort", stop);
      if (signal.aborted) stop();
      else void lookNow();
    });
  }
}
