import { and, asc, eq, inArray, lte, min, sql } from "drizzle-orm";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { TIMED_TRACK_STATES } from "#engine/model/track.ts";
import type { Queries } from "#platform/database/db.ts";

/** Sleeping tracks that wake, and prompting ones whose time for an answer is over. */
const isDue = and(inArray(track.state, TIMED_TRACK_STATES), lte(track.dueAt, sql`now(3)`));

/** Pipelines with tracks whose sleep is over, by the database's clock, the earliest time first. */
export async function pipelinesWithDueTracks(tx: Queries, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ id: track.pipelineId })
    .from(track)
    .where(isDue)
    .groupBy(track.pipelineId)
    .orderBy(min(track.dueAt), track.pipelineId)
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** The numbers of a locked pipeline's tracks whose sleep is over, in the order of their times. */
export async function dueTracksOf(tx: Queries, pipelineId: number): Promise<number[]> {
  const rows = await tx
    .select({ number: track.number })
    .from(track)
    .where(and(eq(track.pipelineId, pipelineId), isDue))
    .orderBy(asc(track.dueAt), asc(track.number));
  return rows.map(({ number }) => number);
}
