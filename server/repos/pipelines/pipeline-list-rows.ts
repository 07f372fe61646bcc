import { and, desc, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import { graph, revision } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipeline.ts";
import { track } from "#drizzle/schema/track.ts";
import { OPEN_PIPELINE_STATES, type PipelineState } from "#engine/model/pipeline.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { isInFolders } from "../graphs/graph-rows.ts";
import { newestOfGraphs } from "../graphs/newest-of-graphs.ts";
import { type NamedPipelineRow, withNames } from "./pipeline-rows.ts";

export type PipelineFilter = {
  readonly graphId?: number | undefined;
  readonly state?: PipelineState | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
};

/**
 * Newest first, `limit` of them, launched before the pipeline `before`.
 *
 * @param folders those of graphs in these folders; with a graph, it is not looked at.
 */
export async function listPipelines(
  tx: Queries,
  filter: PipelineFilter,
  folders: FolderIds = "all",
): Promise<NamedPipelineRow[]> {
  const ids = await idsOfPage(tx, filter, folders);
  if (ids.length === 0) return [];
  return tx
    .select(withNames)
    .from(pipeline)
    .innerJoin(graph, eq(graph.id, pipeline.graphId))
    .innerJoin(revision, eq(revision.id, pipeline.revisionId))
    .where(inArray(pipeline.id, ids))
    .orderBy(desc(pipeline.id));
}

/** Looked up by an index alone: joined with other tables, the database may read all pipelines before it sorts them. */
async function idsOfPage(
  tx: Queries,
  { graphId, state, before, limit }: PipelineFilter,
  folders: FolderIds,
): Promise<number[]> {
  const isOpen = state !== undefined && (OPEN_PIPELINE_STATES as readonly string[]).includes(state);
  // There are few open ones, and the index of states finds them.
  if (folders !== "all" && graphId === undefined && !isOpen)
    return newestOfGraphs(tx, folders, limit, {
      table: "pipeline",
      where: [
        ...(state === undefined ? [] : [["state = ?", state] as const]),
        ...(before === undefined ? [] : [["id < ?", before] as const]),
      ],
    });
  const rows = await tx
    .select({ id: pipeline.id })
    .from(pipeline)
    .where(
      and(
        graphId === undefined ? isOfGraphIn(folders) : eq(pipeline.graphId, graphId),
        state === undefined ? undefined : eq(pipeline.state, state),
        before === undefined ? undefined : lt(pipeline.id, before),
      ),
    )
    .orderBy(desc(pipeline.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

export async function countPipelinesIn(
  tx: Queries,
  state: PipelineState,
  folders: FolderIds = "all",
): Promise<number> {
  return tx.$count(pipeline, and(eq(pipeline.state, state), isOfGraphIn(folders)));
}

/** The tracks of graphs in these folders that are lost. */
export async function countLostTracks(tx: Queries, folders: FolderIds = "all"): Promise<number> {
  const isLost = eq(track.state, "lost");
  if (folders === "all") return tx.$count(track, isLost);
  const theirs = sql`${track.pipelineId} in (select ${pipeline.id} from ${pipeline} where ${isOfGraphIn(folders)})`;
  return tx.$count(track, and(isLost, theirs));
}

/** For a query that has the table `pipeline`. */
function isOfGraphIn(folders: FolderIds): SQL | undefined {
  if (folders === "all") return undefined;
  return sql`${pipeline.graphId} in (select ${graph.id} from ${graph} where ${isInFolders(folders)})`;
}
