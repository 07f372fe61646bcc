import { and, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { graph } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipeline.ts";
import { OPEN_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";

/** An open pipeline, as far as others may wait for it. */
export type OpenPipeline = {
  readonly id: number;
  readonly name: string;
  readonly graphId: number;
  readonly graphName: string;
  readonly parentId: number | null;
  readonly isQueued: boolean;
  readonly countsWith: number | null;
};

/** Every pipeline that has not ended. */
export async function openPipelines(tx: Queries): Promise<OpenPipeline[]> {
  return tx
    .select({
      id: pipeline.id,
      name: pipeline.name,
      graphId: pipeline.graphId,
      graphName: graph.name,
      parentId: pipeline.parentId,
      isQueued: pipeline.isQueued,
      countsWith: pipeline.countsWith,
    })
    .from(pipeline)
    .innerJoin(graph, eq(graph.id, pipeline.graphId))
    .where(inArray(pipeline.state, OPEN_PIPELINE_STATES))
    .orderBy(pipeline.id);
}

/** Child pipelines in a queue. Without one no pipeline waits for itself through a queue. */
export async function queuedChildren(tx: Queries): Promise<{ id: number; reason: string | null }[]> {
  return tx
    .select({ id: pipeline.id, reason: pipeline.reason })
    .from(pipeline)
    .where(
      and(
        eq(pipeline.state, "running"),
        eq(pipeline.isQueued, true),
        isNotNull(pipeline.parentId),
        isNull(pipeline.cancelledBy),
      ),
    )
    .orderBy(sql`${pipeline.id}`);
}
