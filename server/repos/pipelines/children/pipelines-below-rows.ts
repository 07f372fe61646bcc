import { and, asc, inArray, isNull } from "drizzle-orm";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { isOfGraphIn } from "../pipeline-list-rows.ts";
import { pipelineColumns } from "../pipeline-rows.ts";

const { id, parentId, parentNumber, parentAttempt, revisionId, hasItems, launchedAt, state } =
  pipelineColumns;
const COLUMNS = { id, parentId, parentNumber, parentAttempt, revisionId, hasItems, launchedAt, state };

/** A pipeline, with what it runs and for which track. */
export type PipelineBelowRow = Awaited<ReturnType<typeof pipelinesBelow>>[number];

/** The first pipelines that tracks of these launched, by their ids, of graphs in these folders. */
export async function pipelinesBelow(
  tx: Queries,
  parents: readonly number[],
  folders: FolderIds,
  limit: number,
) {
  if (parents.length === 0) return [];
  return tx
    .select(COLUMNS)
    .from(pipeline)
    .where(and(inArray(pipeline.parentId, [...parents]), isNull(pipeline.removedAt), isOfGraphIn(folders)))
    .orderBy(asc(pipeline.id))
    .limit(limit);
}
