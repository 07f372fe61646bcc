import { and, desc, eq, getTableColumns, inArray, isNull, lt, lte, not, type SQL, sql } from "drizzle-orm";
import type { ResultSetHeader } from "mysql2";
import { graph, revision, vertex } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipeline.ts";
import { OPEN_PIPELINE_STATES, type PipelineState } from "#engine/model/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";
import type { Write } from "../write-together.ts";

type WholeRow = typeof pipeline.$inferSelect;
const { itemsOf: _itemsOf, ...shortColumns } = getTableColumns(pipeline);
/** A pipeline's columns without `items_of`, which is long where there are many items: `itemsOfPipeline` reads it. */
export const pipelineColumns = {
  ...shortColumns,
  hasItems: sql<boolean>`${pipeline.itemsOf} is not null`.mapWith(Boolean),
} as const;
export type PipelineRow = Omit<WholeRow, "itemsOf"> & {
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

/** A pipeline's row, the name of its graph, and the database's time when it was locked. */
export type LockedPipeline = { readonly row: PipelineRow; readonly graphName: string; readonly now: Date };

const locked = {
  row: pipelineColumns,
  // A subquery is not locked with the rest.
  graphName: sql<string>`(select g.name from graph g where g.id = pipeline.graph_id)`,
  now: sql<Date>`now(3)`.mapWith(pipeline.launchedAt),
} as const;

/**
 * Locks a pipeline's row. This lock is taken first, before anything of the pipeline is read. Null where there is none.
 */
export async function lockPipeline(tx: Queries, id: number): Promise<LockedPipeline | null> {
  const rows = await tx.select(locked).from(pipeline).where(eq(pipeline.id, id)).for("update");
  return rows[0] ?? null;
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

/** Locks a pipeline only if its lock is free: a claim skips a locked pipeline instead of waiting. */
export async function lockPipelineIfFree(tx: Queries, id: number): Promise<LockedPipeline | null> {
  const rows = await tx
    .select(locked)
    .from(pipeline)
    .where(eq(pipeline.id, id))
    .for("update", { skipLocked: true });
  return rows[0] ?? null;
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

/** Writes what a transaction decided, and raises the rev to the one it wrote its tracks with. */
export function pipelineUpdate(
  tx: Queries,
  id: number,
  change: Pick<
    PipelineRow,
    | "rev"
    | "state"
    | "reason"
    | "openTracks"
    | "failedTracks"
    | "handledFailures"
    | "staleTracks"
    | "undoneTracks"
    | "halt"
    | "cancelledBy"
    | "isKilled"
    | "isOverdue"
    | "undoFrom"
    | "endState"
    | "isPaused"
    | "isParentPaused"
    | "isReopened"
    | "isQueued"
    | "priority"
  >,
  isEnded: boolean,
  hasEndedNow: boolean,
  /** If it is given, the pipeline's timeout starts again with so many milliseconds. */
  timeout: number | null,
): Write {
  // A new end has a new time. A change that only notes something of an ended pipeline keeps the time.
  const finishedAt = isEnded ? (hasEndedNow ? sql`now(3)` : sql`coalesce(finished_at, now(3))`) : null;
  const statement = tx
    .update(pipeline)
    .set({ ...change, finishedAt, ...(timeout !== null && { dueAt: after(timeout) }) })
    .where(eq(pipeline.id, id))
    .getSQL();
  return { statement, matches: 1 };
}

const withNames = {
  pipeline: pipelineColumns,
  graphName: graph.name,
  revisionNumber: revision.number,
  digest: revision.digest,
} as const;

export type NamedPipelineRow = {
  pipeline: PipelineRow;
  graphName: string;
  revisionNumber: number | null;
  digest: string;
};

export async function findPipeline(tx: Queries, id: number): Promise<NamedPipelineRow | null> {
  const rows = await tx
    .select(withNames)
    .from(pipeline)
    .innerJoin(graph, eq(graph.id, pipeline.graphId))
    .innerJoin(revision, eq(revision.id, pipeline.revisionId))
    .where(eq(pipeline.id, id));
  return rows[0] ?? null;
}

export async function findPipelineByKey(tx: Queries, launchKey: string): Promise<PipelineRow | null> {
  const rows = await tx.select(pipelineColumns).from(pipeline).where(eq(pipeline.launchKey, launchKey));
  return rows[0] ?? null;
}

/** Newest first, `limit` of them, launched before the pipeline `before`. */
export async function listPipelines(
  tx: Queries,
  filter: { graphId?: number; state?: PipelineState; before?: number; limit: number },
): Promise<NamedPipelineRow[]> {
  return tx
    .select(withNames)
    .from(pipeline)
    .innerJoin(graph, eq(graph.id, pipeline.graphId))
    .innerJoin(revision, eq(revision.id, pipeline.revisionId))
    .where(
      and(
        filter.graphId === undefined ? undefined : eq(pipeline.graphId, filter.graphId),
        filter.state === undefined ? undefined : eq(pipeline.state, filter.state),
        filter.before === undefined ? undefined : lt(pipeline.id, filter.before),
      ),
    )
    .orderBy(desc(pipeline.id))
    .limit(filter.limit);
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

export async function countRunningOf(tx: Queries, graphId: number): Promise<number> {
  const rows = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(pipeline)
    .where(and(eq(pipeline.graphId, graphId), eq(pipeline.state, "running")));
  return rows[0]?.count ?? 0;
}

export async function countPipelinesIn(tx: Queries, state: PipelineState): Promise<number> {
  const rows = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(pipeline)
    .where(eq(pipeline.state, state));
  return rows[0]?.count ?? 0;
}
