import { performance } from "node:perf_hooks";
import type { Database } from "#platform/database/db.ts";
import type { Logger } from "#platform/log.ts";
import { runEvery } from "#platform/run-every.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { sweepRunners, TICKS_OF_HOLD } from "#services/background/sweep-runners.ts";
import { beat } from "#services/fleet/runner-life.ts";
import type { Registration } from "./registration.ts";

/** A lease lasts six heartbeats, so five in a row may fail. */
const BEATS_A_LEASE = 6;
/** The sweep runs more often than that, so that a lost runner is noticed soon. */
const SWEEPS_A_LEASE = 10;
/** How often, between two heartbeats, the age of the last successful heartbeat is checked. */
const LOOKS_A_BEAT = 5;

export type LeaseParts = {
  /** A separate connection pool, so that no long statement delays a heartbeat. */
  readonly database: Database;
  readonly log: Logger;
  readonly warnings: RepeatedWarnings;
  readonly registration: Registration;
  /** The name of this process in the `duty` table. */
  readonly holder: string;
  readonly leaseMs: number;
};

export type LeaseListener = {
  /** Called after it was marked lost and got a new row. Attempts under its old row may still report. */
  onReregistered(runnerId: number): void;
  /**
   * Called when the database has not answered for half a lease, and when it answers again. The other half is the time
   * to end what must not run after the lease.
   */
  onSilence(isSilent: boolean): void;
};

/**
 * Renews a runner's lease until it is stopped, and takes part in the sweep of runners whose lease is over.
 *
 * @returns a function that stops it.
 */
export function renewLease(parts: LeaseParts, listener: LeaseListener): () => void {
  const { database, log, warnings, registration, holder, leaseMs } = parts;
  const beatMs = leaseMs / BEATS_A_LEASE;
  const sweepMs = leaseMs / SWEEPS_A_LEASE;
  const memory = { graceUntil: 0 };
  let isIdleFor = 0;
  let heardAt = performance.now();
  const reported = (work: string, act: () => Promise<void>) => async () => {
    try {
      await act();
      warnings.worked(work);
    } catch (error) {
      warnings.failed(work, error);
    }
  };

  const stopBeating = runEvery(
    beatMs,
    reported("the heartbeat", async () => {
      const isAlive = await beat(database, registration.runnerId, leaseMs);
      heardAt = performance.now();
      listener.onSilence(false);
      if (isAlive) return;
      await registration.renew();
      log.warn({ runnerId: registration.runnerId }, "marked lost; registered again");
      listener.onReregistered(registration.runnerId);
    }),
  );
  // Separate from the heartbeat, which may hang when the database does not answer.
  const silence = setInterval(() => {
    if (performance.now() - heardAt > leaseMs / 2) listener.onSilence(true);
  }, beatMs / LOOKS_A_BEAT);
  const stopSweeping = runEvery(
    sweepMs,
    reported("the sweep of runners", async () => {
      // Another process has the sweep for at least so many ticks more.
      if (isIdleFor > 0) {
        isIdleFor -= 1;
        return;
      }
      const times = { leaseMs, tickMs: sweepMs };
      const lost = await sweepRunners(database, holder, times, memory, performance.now());
      if (lost === null) isIdleFor = TICKS_OF_HOLD - 1;
      for (const name of lost ?? [])
        log.warn({ runner: name }, "a runner's lease is over: its tracks are lost");
    }),
  );
  return () => {
    clearInterval(silence);
    stopBeating();
    stopSweeping();
  };
}
