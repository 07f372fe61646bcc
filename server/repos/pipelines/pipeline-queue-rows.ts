import { and, asc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { OPEN_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";

const isInQueue = and(
  eq(pipeline.isQueued, true),
  eq(pipeline.state, "running"),
  isNull(pipeline.cancelledBy),
);

/** All graphs that have queued pipelines; the graph with the oldest one comes first. */
export async function graphsWithQueue(tx: Queries): Promise<number[]> {
  const rows = await tx
    .select({ graphId: pipeline.graphId })
    .from(pipeline)
    .where(isInQueue)
    .groupBy(pipeline.graphId)
    .orderBy(asc(sql`min(${pipeline.id})`));
  return rows.map(({ graphId }) => graphId);
}

/** The queued pipelines of a graph, oldest first. */
export async function queuedPipelinesOf(tx: Queries, graphId: number, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ id: pipeline.id })
    .from(pipeline)
    .where(and(eq(pipeline.graphId, graphId), isInQueue))
    .orderBy(asc(pipeline.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** The pipeline that a pipeline counts with for the limit of its graph: itself, or one of the same graph above it. */
const countedAs = sql<number>`coalesce(${pipeline.countsWith}, ${pipeline.id})`;

const hasBegun = and(inArray(pipeline.state, OPEN_PIPELINE_STATES), eq(pipeline.isQueued, false));

/**
 * How many pipelines of a graph have begun and not ended. A pipeline and those of the same graph that run below it count
 * as one.
 *
 * @param except this pipeline, and what counts with it, is left out.
 */
export async function countBegunOf(tx: Queries, graphId: number, except = 0): Promise<number> {
  const rows = await tx
    .select({ count: sql<number>`count(distinct ${countedAs})`.mapWith(Number) })
    .from(pipeline)
    .where(and(eq(pipeline.graphId, graphId), hasBegun, ne(countedAs, except)));
  return rows[0]?.count ?? 0;
}
