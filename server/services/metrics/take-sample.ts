import { MAX_STATISTICS_DAYS } from "#contract/pipelines/statistics.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { readGauges } from "#repos/metrics/gauge-rows.ts";
import {
  addClaimDelays,
  claimDelaysOfEnded,
  deleteOldSamples,
  insertSample,
  lastSampleAt,
} from "#repos/metrics/sample-rows.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";

const MINUTE_MS = 60_000;
/** An end that was written this long ago is committed: what is counted once is not looked at again. */
const LATE_MS = MINUTE_MS;
/** After a longer time without samples, delays of the time before are not made up for. */
const MAX_GAP_MS = 30 * MINUTE_MS;
/** A day more than is shown. */
const KEPT_MS = (MAX_STATISTICS_DAYS + 1) * 24 * 60 * MINUTE_MS;
const MAX_DELETED = 5_000;

/**
 * Writes the sample of a minute, with the claim delays of the pipelines that ended since the one before.
 *
 * @param now the time of the database.
 * @returns false where the minute has its sample.
 */
export async function takeSample(database: Database, now: number): Promise<boolean> {
  const at = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const known = await lastSampleAt(database.queries);
  if (known !== null && known.getTime() >= at) return false;
  const { queueAgeMs, tracks, slots, busySlots } = await readGauges(database.queries);
  const sample = {
    at: new Date(at),
    queueAge: Math.round(queueAgeMs),
    pendingTracks: tracks.pending ?? 0,
    slots,
    busySlots,
  };
  return transact(database, async (tx) => {
    const last = (await lastSampleAt(tx))?.getTime() ?? at - MINUTE_MS;
    if (!(await insertSample(tx, sample))) return false;
    const from = Math.max(last, at - MAX_GAP_MS) - LATE_MS;
    await addClaimDelays(tx, await claimDelaysOfEnded(tx, new Date(from), new Date(at - LATE_MS)));
    return true;
  });
}

/** Removes samples that nobody can look at any more. */
export async function removeOldSamples({ queries }: Database): Promise<void> {
  const before = new Date((await databaseNow(queries)) - KEPT_MS);
  await deleteOldSamples(queries, before, MAX_DELETED);
}
