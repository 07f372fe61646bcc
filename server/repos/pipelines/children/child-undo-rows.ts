import { and, desc, eq, isNotNull, ne, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { OPEN_PIPELINE_STATES, type PipelineState } from "#engine/model/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";
import { hasItsSlots, type ParentTrack } from "./child-pipeline-rows.ts";

const child = alias(pipeline, "child");

/**
 * Tracks whose child pipelines are to be undone, none of whose child pipelines is open: the next can be undone, since the
 * track's locks seem to be free, or none is left to undo, which needs no lock.
 */
export async function tracksToUndoInside(tx: Queries, limit: number): Promise<ParentTrack[]> {
  return toUndoInside(tx).limit(limit);
}

function toUndoInside(tx: Queries) {
  const hasOpenChild = sql`exists (
    select 1 from pipeline as o where o.parent_id = ${track.pipelineId} and o.parent_number = ${track.number}
      and o.state in ${OPEN_PIPELINE_STATES})`;
  // What began and was not undone. Where an undo failed, it is told first.
  const hasLeft = sql`exists (
    select 1 from pipeline as o inner join track as u on u.pipeline_id = o.id
    where o.parent_id = ${track.pipelineId} and o.parent_number = ${track.number} and o.state <> 'reverted'
      and (u.attempt > 0 or u.state = 'succeeded')
      and u.state not in ('reverted', 'not_reverted', 'revert_failed')
      and not exists (select 1 from track as b where b.pipeline_id = o.id and b.state = 'revert_failed'))`;
  return tx
    .select({ pipelineId: track.pipelineId, number: track.number })
    .from(track)
    .innerJoin(pipeline, eq(pipeline.id, track.pipelineId))
    .where(
      and(
        eq(track.state, "reverting"),
        eq(track.sleep, "child"),
        eq(pipeline.isPaused, false),
        eq(pipeline.isParentPaused, false),
        sql`not ${hasOpenChild}`,
        or(hasItsSlots, sql`not ${hasLeft}`),
      ),
    );
}

/** The query of what is to be undone inside of tracks, to ask whether there is anything. */
export const CHILD_UNDO_WORK = [toUndoInside] as const;

/** The child pipelines of all attempts of a track that are not undone, newest first. */
export async function childrenToUndo(
  tx: Queries,
  { pipelineId, number }: ParentTrack,
): Promise<{ id: number; state: PipelineState }[]> {
  return tx
    .select({ id: child.id, state: child.state })
    .from(child)
    .where(and(eq(child.parentId, pipelineId), eq(child.parentNumber, number), ne(child.state, "reverted")))
    .orderBy(desc(child.parentAttempt), desc(child.id));
}

/**
 * The failed tracks of a pipeline, and those that failed and are being undone since, in the plan's order: all, or so many at
 * most.
 */
export async function failedTracksOf(
  tx: Queries,
  pipelineId: number,
  limit?: number,
): Promise<{ id: number; number: number; reason: string | null; lastLine: string | null }[]> {
  const found = tx
    .select({ id: track.id, number: track.number, failure: track.failure })
    .from(track)
    .where(and(eq(track.pipelineId, pipelineId), isNotNull(track.failure)))
    .orderBy(track.number);
  const rows = await (limit === undefined ? found : found.limit(limit));
  return rows.map(({ failure, ...row }) => ({
    ...row,
    reason: failure?.reason ?? null,
    lastLine: failure?.lastLine ?? null,
  }));
}
