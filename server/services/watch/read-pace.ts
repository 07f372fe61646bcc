/** After so long a pipeline is read again at the soonest, and at the latest where it changes all the time. */
const MIN_GAP_MS = 15;
const MAX_GAP_MS = 100;
/** The same where many pipelines are busy. */
const MAX_SHARED_GAP_MS = 1_000;
/** To read and to tell takes about this share of the time. */
const SHARE = 1 / 4;
/** While the database is away, it is tried again after so long. */
export const DATABASE_AWAY_MS = 1_000;
/** How much of the cost that is known a newer read that cost more decides. */
const WEIGHT = 0.3;

/**
 * How long after a read of a pipeline the next one may begin. A change that comes later than that is read at once. Changes
 * that come sooner are read together: the more reading costs and the more pipelines are busy, the more of them.
 *
 * @param costMs how long a read takes, until all are told.
 * @param busy how many pipelines are read now and again, this one included.
 */
export function gapAfterRead(costMs: number, busy: number): number {
  const most = Math.min(MAX_GAP_MS * busy, MAX_SHARED_GAP_MS);
  return Math.min(most, Math.max(MIN_GAP_MS, (costMs * busy) / SHARE));
}

/**
 * The cost of a read, as the last ones were. One that cost less counts at once: a read that costs much more than those around
 * it, such as of many tracks that became ready together, must not have the next ones come late.
 */
export function costNow(before: number | null, costMs: number): number {
  return before === null || costMs < before ? costMs : before + (costMs - before) * WEIGHT;
}

/** A pipeline that was read so recently is busy. */
export const BUSY_MS: number = MAX_GAP_MS * 2;
