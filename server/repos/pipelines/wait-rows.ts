import { and, eq, inArray, isNotNull, isNull, like, or, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { graph } from "#drizzle/schema/graph.ts";
import { concurrencyClaim, concurrencySlot } from "#drizzle/schema/pipelines/concurrency.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { OPEN_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";

/** An open pipeline, as far as others may wait for it. */
export type OpenPipeline = {
  readonly id: number;
  readonly name: string;
  readonly graphId: number;
  readonly graphName: string;
  /** The path of its graph's folder. */
  readonly folder: string;
  readonly parentId: number | null;
  readonly parentNumber: number | null;
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
      folder: folder.path,
      parentId: pipeline.parentId,
      parentNumber: pipeline.parentNumber,
      isQueued: pipeline.isQueued,
      countsWith: pipeline.countsWith,
    })
    .from(pipeline)
    .innerJoin(graph, eq(graph.id, pipeline.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
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

/** A slot of a lock that is taken. */
export type HeldSlot = {
  readonly name: string;
  readonly slots: number;
  readonly trackId: number;
  readonly pipelineId: number;
  readonly number: number;
  /** False where a track holds it while its child pipeline runs, or is undone. */
  readonly isExecuted: boolean;
};

/** The track has a slot, and executes nothing itself: its child pipeline does. */
export const IS_HELD_FOR_CHILD = sql`(${track.state} not in ('running', 'lost')
  and (${track.state} <> 'reverting' or ${track.token} is null))`;

/** The slots of locks that are taken. */
export async function heldLocks(tx: Queries): Promise<HeldSlot[]> {
  return tx
    .select({
      name: concurrencySlot.name,
      slots: concurrencySlot.slots,
      trackId: concurrencySlot.trackId,
      pipelineId: track.pipelineId,
      number: track.number,
      isExecuted: sql<boolean>`not (${IS_HELD_FOR_CHILD})`.mapWith(Boolean),
    })
    .from(concurrencySlot)
    .innerJoin(track, eq(track.id, concurrencySlot.trackId))
    .where(like(concurrencySlot.name, "lock:%"))
    .orderBy(concurrencySlot.name, concurrencySlot.slot);
}

/** A track that is ready, or about to launch or undo its child, or to be undone, and what it needs for that. */
export type WaitingClaim = {
  readonly trackId: number;
  readonly pipelineId: number;
  readonly number: number;
  readonly reason: string | null;
  /** True where it is to be undone. */
  readonly isUndo: boolean;
  readonly name: string;
  readonly slots: number;
};

/** The claims of these locks by tracks that wait for them. */
export async function waitingClaims(tx: Queries, names: readonly string[]): Promise<WaitingClaim[]> {
  if (names.length === 0) return [];
  return tx
    .select({
      trackId: track.id,
      pipelineId: track.pipelineId,
      number: track.number,
      reason: track.reason,
      isUndo: sql<boolean>`${track.state} = 'reverting'`.mapWith(Boolean),
      name: concurrencyClaim.name,
      slots: concurrencyClaim.slots,
    })
    .from(concurrencyClaim)
    .innerJoin(track, eq(track.id, concurrencyClaim.trackId))
    .where(
      and(
        inArray(concurrencyClaim.name, [...names]),
        or(
          eq(track.state, "pending"),
          and(eq(track.state, "sleeping"), eq(track.sleep, "child")),
          and(eq(track.state, "reverting"), isNull(track.token)),
        ),
      ),
    )
    .orderBy(track.id);
}
