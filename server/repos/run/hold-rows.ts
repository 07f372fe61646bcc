import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { hold, pipeline, trackNeed } from "#drizzle/schema/run.ts";
import type { ConcurrencyClaim } from "#engine/plan/concurrency-claims.ts";
import type { Queries } from "#platform/database/db.ts";
import type { Write } from "../write-together.ts";

const ROWS_A_STATEMENT = 500;

export async function insertNeeds(
  tx: Queries,
  rows: readonly (ConcurrencyClaim & { trackId: number })[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT)
    await tx.insert(trackNeed).values(rows.slice(at, at + ROWS_A_STATEMENT));
}

/** In the order of their names: everybody takes them in that order. */
export async function needsOfTrack(tx: Queries, trackId: number): Promise<ConcurrencyClaim[]> {
  return tx
    .select({ name: trackNeed.name, slots: trackNeed.slots })
    .from(trackNeed)
    .where(eq(trackNeed.trackId, trackId))
    .orderBy(asc(trackNeed.name));
}

/** Takes one slot of what a track needs; false where all are taken. Two that want the last one at once: one waits, and loses. */
export async function takeSlot(
  tx: Queries,
  trackId: number,
  { name, slots }: ConcurrencyClaim,
): Promise<boolean> {
  const rows = await tx.select({ slot: hold.slot }).from(hold).where(eq(hold.name, name));
  const taken = new Set(rows.map(({ slot }) => slot));
  for (let slot = 0; slot < slots; slot += 1) {
    if (taken.has(slot)) continue;
    const [result] = await tx.insert(hold).ignore().values({ name, slot, trackId });
    if (result.affectedRows === 1) return true;
  }
  return false;
}

export async function releaseNow(tx: Queries, trackId: number): Promise<void> {
  await tx.delete(hold).where(eq(hold.trackId, trackId));
}

/** Gives back all that these tracks hold. */
export function releases(trackIds: readonly number[]): Write[] {
  if (trackIds.length === 0) return [];
  return [{ statement: sql`delete from ${hold} where ${inArray(hold.trackId, [...trackIds])}` }];
}

const isInQueue = and(
  eq(pipeline.isQueued, true),
  eq(pipeline.state, "running"),
  isNull(pipeline.cancelledBy),
);

/** The graphs that have queued pipelines, the one with the oldest first. */
export async function graphsWithQueue(tx: Queries, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ graphId: pipeline.graphId })
    .from(pipeline)
    .where(isInQueue)
    .groupBy(pipeline.graphId)
    .orderBy(asc(sql`min(${pipeline.id})`))
    .limit(limit);
  return rows.map(({ graphId }) => graphId);
}

/** The queued pipelines of a graph, the oldest first, so many as may begin within one look. */
export async function queuedOf(tx: Queries, graphId: number): Promise<number[]> {
  const rows = await tx
    .select({ id: pipeline.id })
    .from(pipeline)
    .where(and(eq(pipeline.graphId, graphId), isInQueue))
    .orderBy(asc(pipeline.id))
    .limit(20);
  return rows.map(({ id }) => id);
}

/** How many pipelines of a graph have begun and not ended. */
export async function countBegunOf(tx: Queries, graphId: number): Promise<number> {
  const rows = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(pipeline)
    .where(
      and(
        eq(pipeline.graphId, graphId),
        inArray(pipeline.state, ["running", "reverting"]),
        eq(pipeline.isQueued, false),
        // What runs the items of a vertex is a part of a pipeline that is counted.
        isNull(pipeline.itemsOf),
      ),
    );
  return rows[0]?.count ?? 0;
}
