import { performance } from "node:perf_hooks";
import type { Database } from "#platform/database/db.ts";
import type { Logger } from "#platform/log.ts";
import { runEvery } from "#platform/run-every.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { sweepRunners } from "#services/background/sweep-runners.ts";
import { beat } from "#services/fleet/runner-life.ts";
import type { Registration } from "./registration.ts";

/** A lease is six heartbeats long: five in a row may be lost. */
const BEATS_A_LEASE = 6;
/** The sweep looks more often, so that judging is prompt. */
const SWEEPS_A_LEASE = 15;
/** How often it is asked between two heartbeats whether nothing was heard for too long. */
const LOOKS_A_BEAT = 5;

export type LeaseParts = {
  /** With connections of its own, so that no long statement delays a heartbeat. */
  readonly database: Database;
  readonly log: Logger;
  readonly warnings: RepeatedWarnings;
  readonly registration: Registration;
  /** Names this process in the table of sweeps. */
  readonly holder: string;
  readonly leaseMs: number;
};

export type LeaseListener = {
  /** A person wants it to claim nothing more. */
  onDrain(): void;
  /** It was declared lost while it lived, and lives under a new row: its former attempts may still report. */
  onReregistered(runnerId: number): void;
  /**
   * Told while the database was not heard for half a lease, and when it was heard again. What must be over before the
   * lease is over has the other half for it.
   */
  onSilence(isSilent: boolean): void;
};

/**
 * Renews a runner's lease until it is stopped, and takes its turn at the sweep of runners whose lease is over.
 *
 * @returns a function that stops it.
 */
export function renewLease(parts: LeaseParts, listener: LeaseListener): () => void {
  const { database, log, warnings, registration, holder, leaseMs } = parts;
  const beatMs = leaseMs / BEATS_A_LEASE;
  const sweepMs = leaseMs / SWEEPS_A_LEASE;
  const memory = { graceUntil: 0 };
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
      const pulse = await beat(database, registration.runnerId, leaseMs);
      heardAt = performance.now();
      listener.onSilence(false);
      if (pulse === "draining") listener.onDrain();
      if (pulse !== "lost") return;
      await registration.renew();
      log.warn({ runnerId: registration.runnerId }, "declared lost; registered anew");
      listener.onReregistered(registration.runnerId);
    }),
  );
  // Beside the heartbeat, which may hang with the database.
  const silence = setInterval(() => {
    if (performance.now() - heardAt > leaseMs / 2) listener.onSilence(true);
  }, beatMs / LOOKS_A_BEAT);
  const stopSweeping = runEvery(
    sweepMs,
    reported("the sweep of runners", async () => {
      const times = { leaseMs, tickMs: sweepMs };
      const lost = await sweepRunners(database, holder, times, memory, performance.now());
      for (const name of lost) log.warn({ runner: name }, "a runner's lease is over: its tracks are lost");
    }),
  );
  return () => {
    clearInterval(silence);
    stopBeating();
    stopSweeping();
  };
}
