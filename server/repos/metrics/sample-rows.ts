import { and, desc, inArray, lt, sql } from "drizzle-orm";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { claimDelay, serverSample } from "#drizzle/schema/statistics.ts";
import { BUCKETS_A_DOUBLING, type BucketCount } from "#engine/time/duration-buckets.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";
import { timeOf } from "../pipelines/pipeline-walk.ts";

/** Of one look no more pipelines and tracks than these are counted: delays are numbers about many. */
const MAX_PIPELINES = 5_000;
const MAX_TRACKS = 100_000;
/** Delays are kept by the ten minutes in which the tracks were claimed. */
const DELAY_STEP_S = 600;

export type ServerSample = typeof serverSample.$inferSelect;
export type ClaimDelay = typeof claimDelay.$inferSelect;

/** What the samples of one step say. */
export type SampleStep = {
  readonly at: number;
  readonly queueAge: number;
  readonly pendingTracks: number;
  readonly slots: number;
  readonly busySlots: number;
};

/** The bucket of a duration in milliseconds; see `durationAt`. */
export const bucketText = (ms: string): string =>
  `ceiling(${BUCKETS_A_DOUBLING} * log2(greatest(1, least(1e12, ${ms}))))`;

/** The step of a time, in milliseconds since 1970. */
export const stepText = (at: string, stepS: number): string =>
  `floor(unix_timestamp(${at}) / ${Number(stepS)}) * ${Number(stepS) * 1_000}`;

/** The minute of the newest sample; null where there is none. */
export async function lastSampleAt(tx: Queries): Promise<Date | null> {
  const rows = await tx
    .select({ at: serverSample.at })
    .from(serverSample)
    .orderBy(desc(serverSample.at))
    .limit(1);
  return rows[0]?.at ?? null;
}

/** Writes the sample of a minute. @returns false where another process has written it. */
export async function insertSample(tx: Queries, sample: ServerSample): Promise<boolean> {
  const [written] = await tx.insert(serverSample).ignore().values(sample);
  return written.affectedRows === 1;
}

/**
 * How long the tracks of pipelines that ended in a time had waited for a runner, from ready to claimed, by when they were
 * claimed. Of a track that ran several times the last time counts.
 */
export async function claimDelaysOfEnded(tx: Queries, from: Date, to: Date): Promise<ClaimDelay[]> {
  const delay = "timestampdiff(microsecond, t.ready_at, t.started_at) / 1000";
  const text = `select ${stepText("startedAt", DELAY_STEP_S)} as at, bucket, count(*) as tracks from (
      select t.started_at as startedAt, ${bucketText(delay)} as bucket from (
        select id from pipeline where is_child in (0, 1) and finished_at >= ? and finished_at < ?
        limit ${MAX_PIPELINES}) as p
      inner join track as t on t.pipeline_id = p.id
      where t.runner_id is not null and t.started_at >= t.ready_at limit ${MAX_TRACKS}) as claimed
    group by 1, 2`;
  const [rows] = await readTogether(tx, [{ text, values: [timeOf(from), timeOf(to)] }]);
  return ((rows ?? []) as Record<string, unknown>[]).map((row) => ({
    at: new Date(Number(row["at"])),
    bucket: Number(row["bucket"]),
    tracks: Number(row["tracks"]),
  }));
}

/** How long tracks waited from ready until they were claimed last, in milliseconds. */
export async function claimDelaysOf(tx: Queries, trackIds: readonly number[]): Promise<number[]> {
  if (trackIds.length === 0) return [];
  const rows = await tx
    .select({ delay: sql<string>`timestampdiff(microsecond, ${track.readyAt}, ${track.startedAt}) / 1000` })
    .from(track)
    .where(and(inArray(track.id, [...trackIds]), sql`${track.startedAt} >= ${track.readyAt}`));
  return rows.map(({ delay }) => Number(delay));
}

/** Adds to the counts of claim delays that there are. */
export async function addClaimDelays(tx: Queries, delays: readonly ClaimDelay[]): Promise<void> {
  if (delays.length === 0) return;
  await tx
    .insert(claimDelay)
    .values([...delays])
    .onDuplicateKeyUpdate({ set: { tracks: sql`tracks + values(tracks)` } });
}

/** Removes what is older. @returns how many rows. */
export async function deleteOldSamples(tx: Queries, before: Date, limit: number): Promise<number> {
  const [samples] = await tx.delete(serverSample).where(lt(serverSample.at, before)).limit(limit);
  const [delays] = await tx.delete(claimDelay).where(lt(claimDelay.at, before)).limit(limit);
  return samples.affectedRows + delays.affectedRows;
}

/**
 * The samples of a time, in steps: the longest queue, and slots on average. And the claim delays of each step.
 *
 * @param stepS at least ten minutes.
 */
export async function readSamples(
  tx: Queries,
  from: Date,
  to: Date,
  stepS: number,
): Promise<{ readonly steps: SampleStep[]; readonly delays: ReadonlyMap<number, BucketCount[]> }> {
  const values = [timeOf(from), timeOf(to)];
  const where = "where at >= ? and at < ? group by 1";
  const [steps, counts] = await readTogether(tx, [
    {
      text: `select ${stepText("at", stepS)} as step, max(queue_age) as queueAge, max(pending_tracks) as pendingTracks,
        avg(slots) as slots, avg(busy_slots) as busySlots from server_sample ${where}`,
      values,
    },
    {
      text: `select ${stepText("at", stepS)} as step, bucket, sum(tracks) as count from claim_delay ${where}, 2`,
      values,
    },
  ]);
  const delays = new Map<number, BucketCount[]>();
  for (const row of (counts ?? []) as Record<string, unknown>[]) {
    const at = Number(row["step"]);
    const counted = { bucket: Number(row["bucket"]), count: Number(row["count"]) };
    delays.set(at, [...(delays.get(at) ?? []), counted]);
  }
  return {
    steps: ((steps ?? []) as Record<string, unknown>[]).map((row) => ({
      at: Number(row["step"]),
      queueAge: Number(row["queueAge"]),
      pendingTracks: Number(row["pendingTracks"]),
      slots: Number(row["slots"]),
      busySlots: Number(row["busySlots"]),
    })),
    delays,
  };
}
