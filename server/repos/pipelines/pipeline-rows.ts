import { and, desc, eq, getTableColumns, inArray, isNull, lte, not, type SQL, sql } from "drizzle-orm";
import type { ResultSetHeader } from "mysql2";
import { folder } from "#drizzle/schema/folder.ts";
import { graph, revision, vertex } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { OPEN_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import { type Queries, readTogether, sendTogether } from "#platform/database/db.ts";
import type { Answer, Statement } from "#platform/database/statement.ts";
import { SelectText } from "../text-of-columns.ts";
import { readTracks, type TrackRow, tracksQuery } from "../tracks/track-rows.ts";

type WholeRow = typeof pipeline.$inferSelect;
const {
  itemsOf: _itemsOf,
  isChild: _isChild,
  isItems: _isItems,
  isOpenFailure: _isOpenFailure,
  ...shortColumns
} = getTableColumns(pipeline);
/**
 * A pipeline's columns without `items_of`, which is long where there are many items: `itemsOfPipeline` reads it. Those
 * that the database works out are only for its indexes.
 */
export const pipelineColumns = {
  ...shortColumns,
  hasItems: sql<boolean>`${pipeline.itemsOf} is not null`.mapWith(Boolean),
} as const;
export type PipelineRow = Omit<WholeRow, "itemsOf" | "isChild" | "isItems" | "isOpenFailure"> & {
  /** True where it runs the items of one vertex. */
  readonly hasItems: boolean;
};
export type NewPipelineRow = Omit<
  typeof pipeline.$inferInsert,
  "id" | "launchedAt" | "finishedAt" | "dueAt"
> & {
  /** How long it may take as a whole, in milliseconds. */
  readonly timeout: number | null;
};

/**
 * A pipeline's row, the name of its graph, and the database's time when it was locked, with those of its tracks that were
 * read in the same trip.
 */
export type LockedPipeline = {
  readonly row: PipelineRow;
  readonly graphName: string;
  readonly now: Date;
  readonly tracks: readonly TrackRow[];
};

const LOCKED = new SelectText<PipelineRow & { graphName: string; now: Date }>("pipeline", {
  ...shortColumns,
  hasItems: { text: "pipeline.items_of is not null", column: pipeline.isPaused },
  // A subquery is not locked with the rest.
  graphName: { text: "(select g.name from graph g where g.id = pipeline.graph_id)", column: graph.name },
  now: { text: "now(3)", column: pipeline.launchedAt },
});
/** One that retention removes is not found any more. */
const LOCK = `select ${LOCKED.list} from pipeline where id = ? and removed_at is null for update`;

/**
 * Locks a pipeline's row. This lock is taken first, before anything of the pipeline is read. Null where there is none.
 *
 * @param numbers tracks that are likely to be needed: they are read in the same trip, after the lock.
 */
export function lockPipeline(
  tx: Queries,
  id: number,
  numbers: readonly number[] = [],
): Promise<LockedPipeline | null> {
  return lockWith(tx, LOCK, id, numbers);
}

async function lockWith(
  tx: Queries,
  text: string,
  id: number,
  numbers: readonly number[],
): Promise<LockedPipeline | null> {
  const lock = { text, values: [id] };
  const reads = numbers.length === 0 ? [] : [tracksQuery(id, numbers)];
  const [locked, tracks] = await sendTogether(tx, [lock, ...reads]);
  const [found] = LOCKED.read(locked);
  if (found === undefined) return null;
  const { graphName, now, ...row } = found;
  return { row, graphName, now, tracks: readTracks(tracks) };
}

/** The items that a pipeline runs. */
export async function itemsOfPipeline(tx: Queries, id: number): Promise<WholeRow["itemsOf"]> {
  const rows = await tx.select({ itemsOf: pipeline.itemsOf }).from(pipeline).where(eq(pipeline.id, id));
  return rows[0]?.itemsOf ?? null;
}

/** The key that signs its callback addresses; null where there is no such pipeline, or it has no callback. */
export async function callKeyOf(tx: Queries, id: number): Promise<Buffer | null> {
  const rows = await tx.select({ callKey: pipeline.callKey }).from(pipeline).where(eq(pipeline.id, id));
  return rows[0]?.callKey ?? null;
}

/**
 * As `lockPipeline`, but only if its lock is free: a claim skips a locked pipeline instead of waiting. Null also where
 * it is locked.
 */
export function lockPipelineIfFree(
  tx: Queries,
  id: number,
  numbers: readonly number[] = [],
): Promise<LockedPipeline | null> {
  return lockWith(tx, `${LOCK} skip locked`, id, numbers);
}

/** Inserts a pipeline's row; gives its id, and the database's time. */
export async function insertPipeline(
  tx: Queries,
  { timeout, ...row }: NewPipelineRow,
): Promise<{ id: number; now: Date }> {
  const insert = tx
    .insert(pipeline)
    .values({ ...row, launchedAt: sql`now(3)`, dueAt: timeout === null ? null : after(timeout) })
    .getSQL();
  const [answers] = await tx.execute(sql`${insert}; select unix_timestamp(now(3)) as seconds`);
  const [inserted, rows] = answers as unknown as [ResultSetHeader, [{ seconds: string }]];
  return { id: inserted.insertId, now: new Date(Math.round(Number(rows[0].seconds) * 1_000)) };
}

function after(milliseconds: number): SQL {
  return sql`now(3) + interval ${Math.round(milliseconds * 1_000)} microsecond`;
}

/** The columns of a `NamedPipelineRow`. */
export const withNames = {
  pipeline: pipelineColumns,
  graphName: graph.name,
  // No join: the database would begin with the folders, and read all pipelines before it sorts them.
  folder: sql<string>`(select f.path from folder f where f.id = ${graph.folderId})`,
  revisionNumber: revision.number,
  digest: revision.digest,
} as const;

export type NamedPipelineRow = {
  pipeline: PipelineRow;
  graphName: string;
  /** The path of its graph's folder. */
  folder: string;
  revisionNumber: number | null;
  digest: string;
};

const NAMED = new SelectText<PipelineRow & Omit<NamedPipelineRow, "pipeline">>("pipeline", {
  ...shortColumns,
  hasItems: { text: "pipeline.items_of is not null", column: pipeline.isPaused },
  graphName: { text: "g.name", column: graph.name },
  folder: { text: "f.path", column: folder.path },
  revisionNumber: { text: "v.number", column: revision.number },
  digest: { text: "v.digest", column: revision.digest },
});
const NAMED_PIPELINE = `select ${NAMED.list} from pipeline inner join graph as g on g.id = pipeline.graph_id
  inner join folder as f on f.id = g.folder_id
  inner join revision as v on v.id = pipeline.revision_id where pipeline.id = ? and pipeline.removed_at is null`;

/** The question of `findPipeline`, to be sent together with others; `readNamedPipeline` reads its answer. */
export function namedPipelineQuery(id: number): Statement {
  return { text: NAMED_PIPELINE, values: [id] };
}

/** What `namedPipelineQuery` found. */
export function readNamedPipeline(answer: Answer | undefined): NamedPipelineRow | null {
  const [found] = NAMED.read(answer);
  if (found === undefined) return null;
  const { graphName, folder: path, revisionNumber, digest, ...row } = found;
  return { pipeline: row, graphName, folder: path, revisionNumber, digest };
}

export async function findPipeline(tx: Queries, id: number): Promise<NamedPipelineRow | null> {
  const [found] = await readTogether(tx, [namedPipelineQuery(id)]);
  return readNamedPipeline(found);
}

export async function findPipelineByKey(tx: Queries, launchKey: string): Promise<PipelineRow | null> {
  const rows = await tx.select(pipelineColumns).from(pipeline).where(eq(pipeline.launchKey, launchKey));
  return rows[0] ?? null;
}

/** Every pipeline that has not ended, and the newest of those that have. */
export async function pipelinesToExamine(tx: Queries, mostEnded: number): Promise<number[]> {
  const isOpen = inArray(pipeline.state, OPEN_PIPELINE_STATES);
  const open = await tx.select({ id: pipeline.id }).from(pipeline).where(isOpen).orderBy(pipeline.id);
  const ended = await tx
    .select({ id: pipeline.id })
    .from(pipeline)
    .where(not(isOpen))
    .orderBy(desc(pipeline.id))
    .limit(mostEnded);
  return [...open, ...ended].map(({ id }) => id);
}

/** The name of a pipeline and those of its vertices, read without anything that may be unreadable. */
export async function namesOf(
  tx: Queries,
  id: number,
): Promise<{ readonly name: string; readonly vertices: readonly string[] }> {
  const rows = await tx
    .select({ name: pipeline.name, revisionId: pipeline.revisionId, hasItems: pipelineColumns.hasItems })
    .from(pipeline)
    .where(eq(pipeline.id, id));
  const [row] = rows;
  if (row === undefined || row.hasItems) return { name: row?.name ?? String(id), vertices: [] };
  const vertices = await tx
    .select({ name: vertex.name })
    .from(vertex)
    .where(eq(vertex.revisionId, row.revisionId))
    .orderBy(vertex.number);
  return { name: row.name, vertices: vertices.map(({ name }) => name) };
}

/** Running pipelines whose timeout is over by the database's clock, and that are not marked so yet. */
export async function pipelinesDue(tx: Queries, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ id: pipeline.id })
    .from(pipeline)
    .where(
      and(
        eq(pipeline.state, "running"),
        lte(pipeline.dueAt, sql`now(3)`),
        eq(pipeline.isOverdue, false),
        isNull(pipeline.cancelledBy),
      ),
    )
    .orderBy(pipeline.dueAt, pipeline.id)
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** The revs of the watched pipelines. */
export async function revsOf(tx: Queries, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await tx
    .select({ id: pipeline.id, rev: pipeline.rev })
    .from(pipeline)
    .where(sql`${pipeline.id} in ${[...ids]}`);
  return new Map(rows.map((row) => [row.id, row.rev]));
}

/** The pipelines of a graph that have not ended; those that are rolled back have not. */
export async function countRunningOf(tx: Queries, graphId: number): Promise<number> {
  const rows = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(pipeline)
    .where(and(eq(pipeline.graphId, graphId), inArray(pipeline.state, OPEN_PIPELINE_STATES)));
  return rows[0]?.count ?? 0;
}
