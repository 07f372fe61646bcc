import { and as allOf, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { graph, revision, vertex } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { PipelineState } from "#engine/model/pipeline.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";
import type { Statement } from "#platform/database/statement.ts";
import { isInFolders } from "../graphs/graph-rows.ts";
import { newestOfGraphs } from "../graphs/newest-of-graphs.ts";
import { type NamedPipelineRow, withNames } from "./pipeline-rows.ts";
import { and, type PipelineFilter, timeOf, type Walk, walkOf } from "./pipeline-walk.ts";

/** A page: the newest `limit`, or those next to a pipeline: launched before it, or after it. */
export type PipelinePage = {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
};

export type ListedPipelines = {
  /** Newest first. */
  readonly rows: readonly NamedPipelineRow[];
  /** Whether there are more in the direction of the page: older ones, or newer ones where it is `after` a pipeline. */
  readonly hasMore: boolean;
  /** The pipeline up to which was searched; null where everything was. There may be more beyond it. */
  readonly searchedTo: number | null;
};

/** What no index has is asked of so many pipelines in one answer; whoever wants more asks again from there. */
export const MAX_SEARCHED = 5_000;
/** A pipeline that was launched later has a larger id, except within so many. */
const ID_SLACK = 1_000;

/** That a pipeline is of a graph in one of these folders; for a query that has the table `pipeline`. */
export const isOfGraphIn = (folders: FolderIds): SQL | undefined =>
  folders === "all"
    ? undefined
    : sql`${pipeline.graphId} in (select ${graph.id} from ${graph} where ${isInFolders(folders)})`;

/**
 * A page of the pipelines that a filter allows. However many there are, it reads a page of them from an index, or
 * searches `MAX_SEARCHED` of them.
 *
 * @param folders those of graphs in these folders; with a graph, it is not looked at.
 */
export async function listPipelines(
  tx: Queries,
  filter: PipelineFilter,
  page: PipelinePage,
  folders: FolderIds = "all",
  maxSearched: number = MAX_SEARCHED,
): Promise<ListedPipelines> {
  const { ids, searchedTo } = await idsOfPage(tx, filter, page, folders, maxSearched);
  const hasMore = ids.length > page.limit;
  const some = ids.slice(0, page.limit);
  return { rows: await findPipelines(tx, some), hasMore, searchedTo: hasMore ? null : searchedTo };
}

/** These pipelines, newest first. */
export async function findPipelines(tx: Queries, ids: readonly number[]): Promise<NamedPipelineRow[]> {
  if (ids.length === 0) return [];
  return (
    tx
      .select(withNames)
      // Else the database may begin with the graphs, and read all pipelines of them before it sorts.
      .from(pipeline, { forceIndex: "PRIMARY" })
      .innerJoin(graph, eq(graph.id, pipeline.graphId))
      .innerJoin(revision, eq(revision.id, pipeline.revisionId))
      .where(inArray(pipeline.id, [...ids]))
      .orderBy(desc(pipeline.id))
  );
}

type Found = { readonly ids: readonly number[]; readonly searchedTo: number | null };

/** One more than the page has, from its beginning on. Looked up by indexes alone, before other tables are read. */
async function idsOfPage(
  tx: Queries,
  filter: PipelineFilter,
  page: PipelinePage,
  folders: FolderIds,
  maxSearched: number,
): Promise<Found> {
  const one = /^#(\d{1,15})$/.exec(filter.text ?? "")?.[1];
  const walk = walkOf(one === undefined ? filter : { ...filter, text: undefined, hasChildren: true });
  const isJudged = folders === "all" || filter.graphId !== undefined;
  const rest = isJudged ? walk.rest : [...walk.rest, await inGraphsOf(tx, folders)];
  const asked = { ...walk, rest };
  if (one !== undefined)
    return { ids: await searched(tx, asked, page, is("id = ?", Number(one))), searchedTo: null };
  const bounds = and([...boundsOf(page), ...(await idsOfTimes(tx, filter))]);
  if (asked.rest.length === 0) return { ids: await searched(tx, asked, page, bounds), searchedTo: null };
  const searchedTo = await endOfSearch(tx, asked, page, bounds, maxSearched);
  const until = searchedTo === null ? [] : [is(`id ${page.after === undefined ? ">=" : "<="} ?`, searchedTo)];
  const ids = await searched(tx, asked, page, and([bounds, ...until]));
  // An index has them by graph, which finds all, and takes longer where there are many graphs.
  const isIndexed = walk.rest.length === 0 && walk.isByGraph && page.after === undefined;
  return isIndexed && folders !== "all" && searchedTo !== null && ids.length <= page.limit
    ? { ids: await newestInFolders(tx, walk, page, folders), searchedTo: null }
    : { ids, searchedTo };
}

const is = (text: string, value: number): Statement => ({ text, values: [value] });

function boundsOf({ before, after }: PipelinePage): Statement[] {
  return [
    ...(before === undefined ? [] : [is("id < ?", before)]),
    ...(after === undefined ? [] : [is("id > ?", after)]),
  ];
}

/** The newest of those that one index has for each graph. */
async function newestInFolders(
  tx: Queries,
  { index: ofAll, parts }: Walk,
  { before, limit }: PipelinePage,
  folders: readonly number[],
): Promise<number[]> {
  const index = ofAll === "pipeline_by_child" ? "pipeline_by_graph" : "pipeline_by_graph_state";
  const found: number[] = [];
  for (const part of parts) {
    const where = [part, ...boundsOf({ before, limit })];
    found.push(...(await newestOfGraphs(tx, folders, limit + 1, { table: "pipeline", index, where })));
  }
  return found.sort((a, b) => b - a).slice(0, limit + 1);
}

async function searched(
  tx: Queries,
  { index, parts, rest }: Walk,
  { after, limit }: PipelinePage,
  bounds: Statement,
): Promise<number[]> {
  const order = after === undefined ? "desc" : "asc";
  const each = parts.map((part) => and([part, bounds, ...rest]));
  const text = each.map(
    (one) =>
      `(select id from pipeline force index (${index}) where ${one.text} order by id ${order} limit ${limit + 1})`,
  );
  const values = each.flatMap((one) => one.values);
  const ids = await idsIn(tx, `${text.join(" union all ")}`, values);
  return ids.sort((a, b) => (after === undefined ? b - a : a - b)).slice(0, limit + 1);
}

/** The id of the last pipeline that is searched; null where there are no more than may be searched. */
async function endOfSearch(
  tx: Queries,
  { index, parts }: Walk,
  { after }: PipelinePage,
  bounds: Statement,
  max: number,
): Promise<number | null> {
  const order = after === undefined ? "desc" : "asc";
  const each = parts.map((part) => and([part, bounds]));
  const text = each.map(
    (one) =>
      `(select id from pipeline force index (${index}) where ${one.text} order by id ${order} limit ${max})`,
  );
  const all = `select id from (${text.join(" union all ")}) as some order by id ${order} limit 1 offset ${max - 1}`;
  const ids = await idsIn(
    tx,
    all,
    each.flatMap((one) => one.values),
  );
  return ids[0] ?? null;
}

async function idsIn(tx: Queries, text: string, values: Statement["values"]): Promise<number[]> {
  const [rows] = await readTogether(tx, [{ text, values }]);
  return ((rows ?? []) as { id: unknown }[]).map(({ id }) => Number(id));
}

/** Between which ids the pipelines of a time are. */
async function idsOfTimes(tx: Queries, { from, to }: PipelineFilter): Promise<Statement[]> {
  const bounds: Statement[] = [];
  const at = "launched_at";
  if (from !== undefined) {
    const text = `select id from pipeline where ${at} >= ? order by ${at}, id limit 1`;
    const [first] = await idsIn(tx, text, [timeOf(from)]);
    bounds.push(is("id >= ?", first === undefined ? Number.MAX_SAFE_INTEGER : first - ID_SLACK));
  }
  if (to !== undefined) {
    const text = `select id from pipeline where ${at} < ? order by ${at} desc, id desc limit 1`;
    const [last] = await idsIn(tx, text, [timeOf(to)]);
    bounds.push(is("id <= ?", last === undefined ? 0 : last + ID_SLACK));
  }
  return bounds;
}

async function inGraphsOf(tx: Queries, folders: FolderIds): Promise<Statement> {
  const graphs = await tx.select({ id: graph.id }).from(graph).where(isInFolders(folders));
  const values = [...graphs.map(({ id }) => id), 0];
  return { text: `graph_id in (${values.map(() => "?").join(", ")})`, values };
}

/**
 * The vertex of each of these tracks, by the pipeline for which it was asked: `parentId` has it. `folder` is the path of the
 * folder of that one's graph.
 */
export type ParentVertexRow = {
  readonly id: number;
  readonly parentId: number;
  readonly vertex: string;
  readonly folder: string;
};

/** For which track each of these pipelines runs; those that run for an item of a list are left out. */
export async function parentVertices(tx: Queries, ids: readonly number[]): Promise<ParentVertexRow[]> {
  if (ids.length === 0) return [];
  const [rows] = await readTogether(tx, [
    {
      text: `select p.id, p.parent_id as parentId, v.name as vertex, f.path as folder
        from pipeline as p force index (primary)
        inner join pipeline as q on q.id = p.parent_id and q.items_of is null
        inner join graph as g on g.id = q.graph_id inner join folder as f on f.id = g.folder_id
        inner join vertex as v on v.revision_id = q.revision_id and v.number = p.parent_number
        where p.id in (${ids.map(() => "?").join(", ")})`,
      values: ids,
    },
  ]);
  return ((rows ?? []) as Record<string, unknown>[]).map((row) => ({
    id: Number(row["id"]),
    parentId: Number(row["parentId"]),
    vertex: vertex.name.mapFromDriverValue(row["vertex"] as never) as string,
    folder: folder.path.mapFromDriverValue(row["folder"] as never) as string,
  }));
}

/** Whether a pipeline is of a graph in one of these folders. */
export async function isPipelineIn(tx: Queries, id: number, folders: FolderIds): Promise<boolean> {
  return (await tx.$count(pipeline, allOf(eq(pipeline.id, id), isOfGraphIn(folders)))) > 0;
}

export async function countPipelinesIn(
  tx: Queries,
  state: PipelineState,
  folders: FolderIds = "all",
): Promise<number> {
  return tx.$count(pipeline, allOf(eq(pipeline.state, state), isOfGraphIn(folders)));
}

/** The tracks of graphs in these folders that are lost. */
export async function countLostTracks(tx: Queries, folders: FolderIds = "all"): Promise<number> {
  const isLost = eq(track.state, "lost");
  if (folders === "all") return tx.$count(track, isLost);
  const theirs = sql`${track.pipelineId} in (select ${pipeline.id} from ${pipeline} where ${isOfGraphIn(folders)})`;
  return tx.$count(track, allOf(isLost, theirs));
}
