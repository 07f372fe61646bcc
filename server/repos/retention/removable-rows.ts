import { and, asc, desc, eq, gt, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { vertex } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { prompt } from "#drizzle/schema/pipelines/prompt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { noticeSignal } from "#drizzle/schema/triggers/notice.ts";
import { afterSignal } from "#drizzle/schema/triggers/trigger.ts";
import { ENDED_PIPELINE_STATES, type PipelineState } from "#engine/model/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";
import { inPieces } from "../read-in-pieces.ts";

/** A pipeline that no other one launched, as far as retention looks at it. */
export type RootRow = {
  readonly id: number;
  readonly state: PipelineState;
  readonly launchedAt: Date;
  readonly finishedAt: Date | null;
};

const ROOT = {
  id: pipeline.id,
  state: pipeline.state,
  launchedAt: pipeline.launchedAt,
  finishedAt: pipeline.finishedAt,
};

/** Pipelines of a graph after an id that no other one launched, the oldest first: `limit` rows of an index are read. */
export async function rootsAfter(
  tx: Queries,
  graphId: number,
  after: number,
  limit: number,
): Promise<RootRow[]> {
  return tx
    .select(ROOT)
    .from(pipeline)
    .where(and(eq(pipeline.graphId, graphId), eq(pipeline.isChild, false), gt(pipeline.id, after)))
    .orderBy(asc(pipeline.id))
    .limit(limit);
}

/** The same, of those whose logs are there. */
export async function rootsWithLogs(
  tx: Queries,
  graphId: number,
  after: number,
  limit: number,
): Promise<RootRow[]> {
  return tx
    .select(ROOT)
    .from(pipeline)
    .where(
      and(
        eq(pipeline.graphId, graphId),
        eq(pipeline.isChild, false),
        isNull(pipeline.logsRemovedAt),
        gt(pipeline.id, after),
      ),
    )
    .orderBy(asc(pipeline.id))
    .limit(limit);
}

/** The id of the `n`th of the newest pipelines of a graph that have ended; null where there are not so many. */
export async function nthNewestEnded(tx: Queries, graphId: number, n: number): Promise<number | null> {
  const found: number[] = [];
  // One index has those of each state in the order of their ids.
  for (const state of ENDED_PIPELINE_STATES) found.push(...(await newestIn(tx, graphId, state, n)));
  return found.sort((a, b) => b - a)[n - 1] ?? null;
}

/** The id of the newest pipeline of a graph that succeeded. A test is none. */
export async function lastSuccess(tx: Queries, graphId: number): Promise<number | null> {
  return (await newestIn(tx, graphId, "succeeded", 1, eq(pipeline.isTest, false)))[0] ?? null;
}

async function newestIn(tx: Queries, graphId: number, state: PipelineState, limit: number, more?: SQL) {
  const rows = await tx
    .select({ id: pipeline.id })
    .from(pipeline)
    .where(and(eq(pipeline.graphId, graphId), eq(pipeline.state, state), eq(pipeline.isChild, false), more))
    .orderBy(desc(pipeline.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

export type MemberRow = {
  readonly id: number;
  /** The pipeline at the top. */
  readonly rootId: number;
  readonly state: PipelineState;
  readonly isReopened: boolean;
  readonly launchedAt: Date;
  readonly finishedAt: Date | null;
  readonly graphId: number;
};

const MEMBER = {
  id: pipeline.id,
  state: pipeline.state,
  isReopened: pipeline.isReopened,
  launchedAt: pipeline.launchedAt,
  finishedAt: pipeline.finishedAt,
  graphId: pipeline.graphId,
};

/** These pipelines and all below them, those above first. */
export async function membersOf(
  tx: Queries,
  rootIds: readonly number[],
  isLocking = false,
): Promise<MemberRow[]> {
  const members: MemberRow[] = [];
  const tops = await select(tx, inArray(pipeline.id, [...rootIds, 0]), isLocking);
  let level = tops.map((row) => ({ ...row, rootId: row.id }));
  while (level.length > 0) {
    members.push(...level);
    const rootOf = new Map(level.map(({ id, rootId }) => [id, rootId]));
    const below: typeof level = [];
    for (const ids of inPieces([...rootOf.keys()]))
      for (const row of await select(tx, inArray(pipeline.parentId, ids), isLocking))
        below.push({ ...row, rootId: rootOf.get(row.parentId ?? 0) ?? 0 });
    level = below;
  }
  return members;
}

async function select(tx: Queries, isIt: SQL, isLocking: boolean) {
  const found = tx
    .select({ ...MEMBER, parentId: pipeline.parentId })
    .from(pipeline)
    .where(and(isIt, isNull(pipeline.removedAt)))
    .orderBy(asc(pipeline.id));
  return isLocking ? found.for("update") : found;
}

/** Of these pipelines those with an open prompt. What is open is little, whatever has ended. */
export async function withOpenPrompts(tx: Queries, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectDistinct({ id: track.pipelineId })
    .from(prompt)
    .innerJoin(track, eq(track.id, prompt.trackId))
    .where(and(eq(prompt.state, "open"), inArray(track.pipelineId, [...ids])));
  return new Set(rows.map(({ id }) => id));
}

/**
 * Of these pipelines those whose end somebody has still to be told of: a trigger that launches after it, or whoever writes
 * notices. Both read the pipeline when they do it.
 */
export async function withOpenSignals(tx: Queries, ids: readonly number[]): Promise<Set<number>> {
  const found = new Set<number>();
  for (const some of inPieces(ids))
    for (const signal of [afterSignal, noticeSignal]) {
      const { pipelineId } = signal;
      const rows = await tx.selectDistinct({ id: pipelineId }).from(signal).where(inArray(pipelineId, some));
      for (const { id } of rows) found.add(id);
    }
  return found;
}

export type ApprovedVertex = {
  readonly pipelineId: number;
  readonly graphId: number;
  readonly vertex: string;
};

/** The vertices of these pipelines at which a person answered. */
export async function answeredVertices(tx: Queries, ids: readonly number[]): Promise<ApprovedVertex[]> {
  const found: ApprovedVertex[] = [];
  for (const some of inPieces(ids))
    found.push(
      ...(await tx
        .selectDistinct({ pipelineId: track.pipelineId, graphId: prompt.graphId, vertex: vertex.name })
        .from(track)
        .innerJoin(prompt, and(eq(prompt.trackId, track.id), eq(prompt.state, "answered")))
        .innerJoin(
          pipeline,
          and(eq(pipeline.id, track.pipelineId), isNull(pipeline.itemsOf), eq(pipeline.isTest, false)),
        )
        .innerJoin(vertex, and(eq(vertex.revisionId, pipeline.revisionId), eq(vertex.number, track.number)))
        .where(inArray(track.pipelineId, some))),
    );
  return found;
}

/** How many bytes the logs of these pipelines have. */
export async function logBytesOf(tx: Queries, ids: readonly number[]): Promise<number> {
  let bytes = 0;
  for (const some of inPieces(ids)) {
    const [rows] = await tx.execute(
      sql`select coalesce(sum(a.log_bytes), 0) as bytes from track as t straight_join attempt as a on a.track_id = t.id
        where t.pipeline_id in ${some}`,
    );
    bytes += Number((rows as unknown as { bytes: string }[])[0]?.bytes ?? 0);
  }
  return bytes;
}
