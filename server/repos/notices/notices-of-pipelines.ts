import { and, desc, eq, gt, inArray, max, type SQL, sql } from "drizzle-orm";
import { graph } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { notice } from "#drizzle/schema/triggers/notice.ts";
import { NOTICE_KINDS } from "#engine/notices/notice-rule.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { isInFolders } from "../graphs/graph-rows.ts";

/** So many of the newest notices are looked through: a pipeline may have one for each rule. */
const MAX_READ = 500;

/** The newest notice of each pipeline of these folders within so many milliseconds, the newest first. */
export async function recentNotices(
  tx: Queries,
  folders: FolderIds,
  { withinMs, limit }: { readonly withinMs: number; readonly limit: number },
) {
  const made: SQL = sql`now(3) - interval ${withinMs * 1_000} microsecond`;
  const newest = tx
    .select({ id: notice.id, pipelineId: notice.pipelineId })
    .from(notice)
    .innerJoin(graph, eq(graph.id, notice.graphId))
    .where(and(gt(notice.madeAt, made), inArray(notice.kind, NOTICE_KINDS), isInFolders(folders)))
    .orderBy(desc(notice.madeAt), desc(notice.id))
    .limit(MAX_READ)
    .as("newest");
  const each = tx
    .select({ id: max(newest.id).as("last_id") })
    .from(newest)
    .groupBy(newest.pipelineId)
    .as("each_pipeline");
  return tx
    .select({
      id: notice.id,
      kind: notice.kind,
      facts: notice.facts,
      madeAt: notice.madeAt,
      graph: graph.name,
      pipelineId: pipeline.id,
      pipelineState: pipeline.state,
      isPaused: pipeline.isPaused,
    })
    .from(each)
    .innerJoin(notice, eq(notice.id, each.id))
    .innerJoin(pipeline, eq(pipeline.id, notice.pipelineId))
    .innerJoin(graph, eq(graph.id, notice.graphId))
    .orderBy(desc(notice.id))
    .limit(limit);
}
