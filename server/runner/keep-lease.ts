import { performance } from "node:perf_hooks";
import type { Database } from "#platform/database/db.ts";
import { errorFields } from "#platform/database/error-fields.ts";
import type { Logger } from "#platform/log.ts";
import { sweepRunners } from "#services/background/sweep-runners.ts";
import { beat, type Pulse } from "#services/fleet/runner-life.ts";

export type LeaseTimes = { readonly leaseMs: number; readonly beatMs: number; readonly sweepMs: number };

/** A lease is six heartbeats long: five in a row may be lost. The sweep looks more often, so that judging is prompt. */
export function leaseTimes(leaseMs: number): LeaseTimes {
  return { leaseMs, beatMs: leaseMs / 6, sweepMs: leaseMs / 15 };
}

/** How often it is asked between two heartbeats whether nothing was heard for too long. */
const LOOKS_A_BEAT = 5;

/**
 * Keeps a runner's lease on a connection of its own, so that no long statement delays it, and takes its turn at the
 * sweep. `onPulse` hears each heartbeat's answer; `onSilence` is told while none came for half a lease (what must be over
 * before the lease is has the other half for it), and when one came again.
 *
 * @returns a function that stops it.
 */
export function keepLease(
  parts: { database: Database; log: Logger; holder: string; runnerId: () => number; times: LeaseTimes },
  onPulse: (pulse: Pulse) => Promise<void>,
  onSilence: (isSilent: boolean) => void,
): () => void {
  const { database, log, times } = parts;
  const memory = { graceUntil: 0 };
  let heardAt = performance.now();
  const everyBeat = repeating(
    times.beatMs,
    async () => {
      const pulse = await beat(database, parts.runnerId(), times.leaseMs);
      heardAt = performance.now();
      onSilence(false);
      await onPulse(pulse);
    },
    (error) => log.warn(errorFields(error), "heartbeat failed"),
  );
  // Beside the heartbeat, which may hang with the database.
  const outage = setInterval(() => {
    if (performance.now() - heardAt > times.leaseMs / 2) onSilence(true);
  }, times.beatMs / LOOKS_A_BEAT);
  const everySweep = repeating(
    times.sweepMs,
    async () => {
      const lost = await sweepRunners(
        database,
        parts.holder,
        { leaseMs: times.leaseMs, tickMs: times.sweepMs },
        memory,
        performance.now(),
      );
      for (const name of lost) log.warn({ runner: name }, "a runner's lease is over: its tracks are lost");
    },
    (error) => log.warn(errorFields(error), "sweep failed"),
  );
  return () => {
    clearInterval(outage);
    everyBeat();
    everySweep();
  };
}

/** Does `act` again and again, never twice at once, until the returned function is called. */
function repeating(everyMs: number, act: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  const round = async (): Promise<void> => {
    await act().catch(onError);
    if (!isStopped) timer = setTimeout(() => void round(), everyMs);
  };
  timer = setTimeout(() => void round(), everyMs);
  return () => {
    isStopped = true;
    if (timer !== null) clearTimeout(timer);
  };
}
