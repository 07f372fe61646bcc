import { and, count, desc, eq, gt, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { revision } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import type { PipelineState } from "#engine/model/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";
import type { RevisionRow } from "./revision-rows.ts";

/** Sealed revisions of a graph, the newest first, from below a number. */
export async function listRevisionRows(
  tx: Queries,
  graphId: number,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<RevisionRow[]> {
  return tx
    .select()
    .from(revision)
    .where(
      and(
        eq(revision.graphId, graphId),
        before === undefined ? gt(revision.number, 0) : lt(revision.number, before),
      ),
    )
    .orderBy(desc(revision.number))
    .limit(limit);
}

/** How many pipelines of these revisions are in each state. Those that run the items of one vertex do not count. */
export async function countPipelinesOf(
  tx: Queries,
  revisionIds: readonly number[],
): Promise<{ readonly revisionId: number; readonly state: PipelineState; readonly pipelines: number }[]> {
  if (revisionIds.length === 0) return [];
  return tx
    .select({ revisionId: pipeline.revisionId, state: pipeline.state, pipelines: count() })
    .from(pipeline)
    .where(
      and(
        inArray(pipeline.revisionId, [...revisionIds]),
        isNull(pipeline.removedAt),
        isNull(pipeline.itemsOf),
      ),
    )
    .groupBy(pipeline.revisionId, pipeline.state);
}

/** False where it is retired already. */
export async function markRetired(tx: Queries, id: number, by: string, reason: string): Promise<boolean> {
  const [result] = await tx
    .update(revision)
    .set({ retiredAt: sql`now(3)`, retiredBy: by, retiredReason: reason })
    .where(and(eq(revision.id, id), isNotNull(revision.number), isNull(revision.retiredAt)));
  return result.affectedRows === 1;
}

/** False where it is not retired. */
export async function markNotRetired(tx: Queries, id: number): Promise<boolean> {
  const [result] = await tx
    .update(revision)
    .set({ retiredAt: null, retiredBy: null, retiredReason: null })
    .where(and(eq(revision.id, id), isNotNull(revision.retiredAt)));
  return result.affectedRows === 1;
}
