import { and, asc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { revision } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { OPEN_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";

const isInQueue = and(
  eq(pipeline.isQueued, true),
  eq(pipeline.state, "running"),
  isNull(pipeline.cancelledBy),
);

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

/**
 * The graphs of which a queued pipeline can begin now: fewer have begun than the revision of the oldest queued one allows.
 * The graph with the oldest one comes first. It is read without locks: whoever begins one counts again.
 */
export async function graphsToAdmit(tx: Queries): Promise<number[]> {
  const oldest = tx
    .select({ graphId: pipeline.graphId, id: sql<number>`min(${pipeline.id})`.as("oldest_id") })
    .from(pipeline)
    .where(isInQueue)
    .groupBy(pipeline.graphId)
    .as("oldest");
  const begun = alias(pipeline, "begun");
  const count = tx
    .select({ count: sql`count(distinct coalesce(${begun.countsWith}, ${begun.id}))` })
    .from(begun)
    .where(
      and(
        eq(begun.graphId, oldest.graphId),
        inArray(begun.state, OPEN_PIPELINE_STATES),
        eq(begun.isQueued, false),
      ),
    );
  const max = sql`cast(json_extract(${revision.header}, '$.limits.pipelines') as unsigned)`;
  const rows = await tx
    .select({ graphId: oldest.graphId })
    .from(oldest)
    .innerJoin(pipeline, eq(pipeline.id, oldest.id))
    .innerJoin(revision, eq(revision.id, pipeline.revisionId))
    .where(sql`coalesce(${max} > (${count}), true)`)
    .orderBy(asc(oldest.id));
  return rows.map(({ graphId }) => graphId);
}
