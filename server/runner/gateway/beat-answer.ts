/** Longer than a lock is waited for, with the usual lease. */
const MAX_BEAT_ANSWER_MS = 7_000;
/** A heartbeat is sent six times in a lease, so this and one more heartbeat are over before half of it. */
const ANSWERS_A_LEASE = 4;

/**
 * So long a heartbeat waits for its answer before its connection is given up. It follows from the lease however short that
 * is: asked again on a new connection, it is heard before half of the lease is over.
 */
export function beatAnswerMs(leaseMs: number): number {
  return Math.min(MAX_BEAT_ANSWER_MS, leaseMs / ANSWERS_A_LEASE);
}
