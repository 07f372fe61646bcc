import type { RunnerGateway } from "#contract/runners/runner-gateway.ts";
import type { Logger } from "#platform/log.ts";
import { runEvery } from "#platform/run-every.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import type { LeaseAge } from "./lease-age.ts";
import type { Registration } from "./registration.ts";

/** A lease lasts six heartbeats, so five in a row may fail. */
const BEATS_A_LEASE = 6;
/** How often, between two heartbeats, the age of the last successful heartbeat is checked. */
const LOOKS_A_BEAT = 5;
const WORK = "the heartbeat";

export type LeaseParts = {
  readonly gateway: RunnerGateway;
  readonly log: Logger;
  readonly warnings: RepeatedWarnings;
  readonly registration: Registration;
  readonly leaseMs: number;
  readonly age: LeaseAge;
};

export type LeaseListener = {
  /** Called after it was marked lost and got a new row. Attempts under its old row may still report. */
  onReregistered(runnerId: number): void;
  /**
   * Called when the database has not answered for half a lease, and when it answers again. The other half is the time
   * to end what must not run after the lease. Also called when it was marked lost, and again when it has a new row:
   * nothing may be claimed under the lost one.
   */
  onSilence(isSilent: boolean): void;
};

/**
 * Renews a runner's lease until it is stopped.
 *
 * @returns a function that stops it.
 */
export function renewLease(parts: LeaseParts, listener: LeaseListener): () => void {
  const { gateway, log, warnings, registration, leaseMs, age } = parts;
  const beatMs = leaseMs / BEATS_A_LEASE;
  let askedAt = age.moment();
  const beat = () => {
    // The lease counts from a moment after this one, however long the answer takes.
    askedAt = age.moment();
    return gateway.beat(registration.runnerId, leaseMs);
  };
  const stopBeating = runEvery(beatMs, async () => {
    // The machine may have been suspended, and what runs may have begun elsewhere meanwhile.
    if (age.isHalfOver) listener.onSilence(true);
    try {
      // A connection may have gone dead, which takes a quarter of the lease to notice. Another one may work: asked at once,
      // it answers before half of the lease is over.
      const isAlive = await beat().catch((error: unknown) => {
        warnings.failed(WORK, error);
        return beat();
      });
      if (!isAlive) {
        listener.onSilence(true);
        askedAt = age.moment();
        await registration.renew();
        log.warn({ runnerId: registration.runnerId }, "marked lost; registered again");
        listener.onReregistered(registration.runnerId);
      }
      age.heard(askedAt);
      listener.onSilence(age.isHalfOver);
      warnings.worked(WORK);
    } catch (error) {
      warnings.failed(WORK, error);
    }
  });
  // Separate from the heartbeat, which may hang when the database does not answer.
  const silence = setInterval(() => {
    if (age.isHalfOver) listener.onSilence(true);
  }, beatMs / LOOKS_A_BEAT);
  return () => {
    clearInterval(silence);
    stopBeating();
  };
}
