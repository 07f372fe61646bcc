import { performance } from "node:perf_hooks";
import type { Database } from "#platform/database/db.ts";
import type { Logger } from "#platform/log.ts";
import { runEvery } from "#platform/run-every.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { sweepRunners, TICKS_OF_HOLD } from "../sweep-runners.ts";

/** So often that a lost runner is noticed soon. */
const SWEEPS_A_LEASE = 10;
const WORK = "the sweep of runners";

/**
 * Takes part in the sweep of runners whose lease is over: one process at a time does it.
 *
 * @param parts `holder`: the name of this process in the `duty` table.
 * @returns a function that stops it.
 */
export function startSweep(parts: {
  readonly database: Database;
  readonly log: Logger;
  readonly warnings: RepeatedWarnings;
  readonly holder: string;
  readonly leaseMs: number;
}): () => void {
  const { database, log, warnings, holder, leaseMs } = parts;
  const sweepMs = leaseMs / SWEEPS_A_LEASE;
  const memory = { graceUntil: 0 };
  let isIdleFor = 0;
  const sweep = async () => {
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
  };
  return runEvery(sweepMs, async () => {
    try {
      await sweep();
      warnings.worked(WORK);
    } catch (error) {
      warnings.failed(WORK, error);
    }
  });
}
