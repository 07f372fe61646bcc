import { and, eq, inArray, isNotNull, isNull, ne, notInArray, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { folder } from "#drizzle/schema/folder.ts";
import { graph } from "#drizzle/schema/graph.ts";
import { concurrencySlot } from "#drizzle/schema/pipelines/concurrency.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { ENDED_PIPELINE_STATES, OPEN_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { HAS_FREE_SLOTS } from "../../tracks/claim-query.ts";
import { isOfGraphIn } from "../pipeline-list-rows.ts";
import { type PipelineRow, pipelineColumns } from "../pipeline-rows.ts";

/** A child to be cancelled. Of it is killed: nothing; what runs, but no reactions and final steps; or all of it. */
export type UnwantedChild = { readonly id: number; readonly kills: "nothing" | "running" | "all" };

/** A track that launched a pipeline, or is about to. */
export type ParentTrack = { readonly pipelineId: number; readonly number: number };

const child = alias(pipeline, "child");
const above = alias(pipeline, "above");
const isItsChild = and(
  eq(child.parentId, track.pipelineId),
  eq(child.parentNumber, track.number),
  eq(child.parentAttempt, track.attempt),
);
/** What it must hold while its child runs, or is undone, can be had. */
export const hasItsSlots = sql`exists (select 1 from track as t where t.id = ${track.id} and ${HAS_FREE_SLOTS})`;
const waitsForChild = and(eq(track.state, "sleeping"), eq(track.sleep, "child"));
/** Something of the child runs that must be killed, and its kill was not requested. */
const hasUnasked = sql`exists (
  select 1 from track as u where u.pipeline_id = ${child.id} and u.is_kill_asked = 0
    and (u.state = 'running' or (u.state = 'sleeping' and u.sleep = 'child'))
    and (${pipeline.isKilled} or (u.is_reaction = 0 and ${child.endState} is null)))`;
const isOpen = inArray(child.state, OPEN_PIPELINE_STATES);

/**
 * Tracks whose child was not launched yet: of pipelines that are not paused, or that were cancelled or timed out
 * meanwhile.
 */
export async function tracksWithoutChild(tx: Queries, limit: number): Promise<ParentTrack[]> {
  return withoutChild(tx).limit(limit);
}

function withoutChild(tx: Queries) {
  return tx
    .select({ pipelineId: track.pipelineId, number: track.number })
    .from(track)
    .innerJoin(pipeline, eq(pipeline.id, track.pipelineId))
    .leftJoin(child, isItsChild)
    .where(
      and(
        waitsForChild,
        isNull(child.id),
        or(
          and(eq(pipeline.isPaused, false), eq(pipeline.isParentPaused, false), hasItsSlots),
          isEndedEarly(),
        ),
      ),
    );
}

/** Tracks that hold locks for a child and do not wait for one, although no child of theirs is open. */
export async function tracksHoldingInVain(tx: Queries, limit: number): Promise<ParentTrack[]> {
  return holdingInVain(tx).limit(limit);
}

function holdingInVain(tx: Queries) {
  return tx
    .selectDistinct({ pipelineId: track.pipelineId, number: track.number })
    .from(concurrencySlot)
    .innerJoin(track, eq(track.id, concurrencySlot.trackId))
    .where(
      and(
        notInArray(track.state, ["running", "lost", "reverting"]),
        sql`not (${waitsForChild})`,
        sql`not exists (select 1 from pipeline as child where child.parent_id = ${track.pipelineId}
          and child.parent_number = ${track.number} and ${isOpen})`,
      ),
    );
}

/** The children of a track, with locks on their rows. */
export async function lockedChildren(
  tx: Queries,
  parentId: number,
  number: number,
): Promise<Pick<PipelineRow, "id" | "state">[]> {
  return tx
    .select({ id: pipeline.id, state: pipeline.state })
    .from(pipeline)
    .where(and(eq(pipeline.parentId, parentId), eq(pipeline.parentNumber, number)))
    .for("update");
}

/** Tracks whose child has ended. */
export async function tracksWithEndedChild(tx: Queries, limit: number): Promise<ParentTrack[]> {
  return withEndedChild(tx).limit(limit);
}

function withEndedChild(tx: Queries) {
  return tx
    .select({ pipelineId: track.pipelineId, number: track.number })
    .from(track)
    .innerJoin(child, isItsChild)
    .where(and(waitsForChild, inArray(child.state, ENDED_PIPELINE_STATES)));
}

/**
 * Children that were restarted or succeeded after their end, and whose parents do not know it yet. A parent that is being
 * undone is told when its undo has ended.
 */
export async function reopenedChildren(
  tx: Queries,
  limit: number,
): Promise<(ParentTrack & { child: number })[]> {
  const rows = await reopened(tx).limit(limit);
  return rows.map(({ pipelineId, number, ...row }) => ({
    ...row,
    pipelineId: pipelineId ?? -1,
    number: number ?? -1,
  }));
}

function reopened(tx: Queries) {
  return tx
    .select({ child: pipeline.id, pipelineId: pipeline.parentId, number: pipeline.parentNumber })
    .from(pipeline)
    .innerJoin(above, eq(above.id, pipeline.parentId))
    .where(and(eq(pipeline.isReopened, true), ne(above.state, "reverting")));
}

/**
 * Running children that no track waits for: their parent was cancelled or timed out, their track is to be stopped, or it
 * waits for another child.
 */
export async function unwantedChildren(tx: Queries, limit: number): Promise<UnwantedChild[]> {
  const rows = await unwanted(tx).limit(limit);
  return rows.map(({ id, isKillAsked, isKilled, attempt, of }) => {
    const how = isKilled || attempt !== of ? "all" : isKillAsked ? "running" : "nothing";
    return { id, kills: how };
  });
}

function unwanted(tx: Queries) {
  return tx
    .select({
      id: child.id,
      isKillAsked: track.isKillAsked,
      isKilled: pipeline.isKilled,
      attempt: track.attempt,
      of: child.parentAttempt,
    })
    .from(child)
    .innerJoin(track, and(eq(child.parentId, track.pipelineId), eq(child.parentNumber, track.number)))
    .innerJoin(pipeline, eq(pipeline.id, track.pipelineId))
    .where(
      and(
        eq(child.state, "running"),
        or(
          and(
            isNull(child.cancelledBy),
            or(
              isEndedEarly(),
              eq(track.isKillAsked, true),
              ne(track.attempt, child.parentAttempt),
              and(notInArray(track.state, ["sleeping", "waiting"]), eq(child.isReopened, false)),
            ),
          ),
          // Or cancelled before, and now to be killed as well.
          and(isNotNull(child.cancelledBy), eq(track.isKillAsked, true), hasUnasked),
        ),
      ),
    );
}

/** The queries of everything that one pipeline requires of another, to ask whether there is anything. */
export const CHILD_WORK = [withoutChild, withEndedChild, reopened, unwanted, holdingInVain] as const;

/** Its pipeline was cancelled or timed out, and the track is no reaction that runs on. */
function isEndedEarly(): SQL | undefined {
  const isClosing = or(eq(pipeline.isOverdue, true), isNotNull(pipeline.cancelledBy));
  const isEnded = and(isClosing, eq(track.isReaction, false), isNull(pipeline.endState));
  return or(isEnded, eq(pipeline.isKilled, true));
}

/** The child of a track's current attempt. */
export async function childOf(
  tx: Queries,
  { pipelineId, number }: ParentTrack,
  attempt: number,
): Promise<PipelineRow | null> {
  const rows = await tx
    .select(pipelineColumns)
    .from(pipeline)
    .where(
      and(
        eq(pipeline.parentId, pipelineId),
        eq(pipeline.parentNumber, number),
        eq(pipeline.parentAttempt, attempt),
      ),
    );
  return rows[0] ?? null;
}

/** The pipelines that run for tracks of this one, with the track's number and the attempt that launched each. */
export async function runningChildrenOf(
  tx: Queries,
  parentId: number,
): Promise<{ id: number; number: number | null; attempt: number | null }[]> {
  return tx
    .select({ id: child.id, number: child.parentNumber, attempt: child.parentAttempt })
    .from(child)
    .where(and(eq(child.parentId, parentId), isOpen));
}

/** `folder` is the path of the folder of its graph. */
export type NewestChild = Pick<PipelineRow, "id" | "state"> & {
  readonly folder: string;
  /** Of the track that it runs for. */
  readonly attempt: number;
};

/**
 * The newest child of each of these tracks of a pipeline, by the track.
 *
 * @param folders only those of graphs in these folders.
 */
export async function newestChildren(
  tx: Queries,
  parentId: number,
  numbers: readonly number[],
  folders: FolderIds = "all",
): Promise<Map<number, NewestChild>> {
  if (numbers.length === 0) return new Map();
  const rows = await tx
    .select({
      id: pipeline.id,
      state: pipeline.state,
      folder: folder.path,
      number: pipeline.parentNumber,
      attempt: sql<number>`coalesce(${pipeline.parentAttempt}, 0)`.mapWith(Number),
    })
    .from(pipeline)
    .innerJoin(graph, eq(graph.id, pipeline.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .where(
      and(
        eq(pipeline.parentId, parentId),
        inArray(pipeline.parentNumber, [...numbers]),
        isOfGraphIn(folders),
      ),
    )
    .orderBy(pipeline.id);
  return new Map(rows.map(({ number, ...child }) => [number ?? -1, child]));
}

/** The child pipelines of all tracks of a pipeline, the oldest first, with whether an undo script failed in them. */
export async function childrenOfTracks(tx: Queries, parentId: number) {
  const isUndoBroken = sql<boolean>`exists (select 1 from track t where t.pipeline_id = pipeline.id and t.state = 'revert_failed')`;
  const rows = await tx
    .select({
      id: pipeline.id,
      number: pipeline.parentNumber,
      attempt: pipeline.parentAttempt,
      state: pipeline.state,
      isReopened: pipeline.isReopened,
      isParentPaused: pipeline.isParentPaused,
      isUndoBroken: isUndoBroken.mapWith(Boolean),
    })
    .from(pipeline)
    .where(eq(pipeline.parentId, parentId))
    .orderBy(pipeline.id);
  return rows.flatMap(({ number, ...row }) => (number === null ? [] : [{ ...row, number }]));
}

type PipelineAbove = Pick<PipelineRow, "id" | "graphId" | "parentId" | "parentNumber" | "isPaused" | "state">;

/** A pipeline, and those that it runs for, from the bottom up. */
export async function pipelinesAbove(tx: Queries, id: number): Promise<PipelineAbove[]> {
  const [rows] = await tx.execute(sql`
    with recursive above as (
      select id, graph_id, parent_id, parent_number, is_paused, state, 0 as height from pipeline where id = ${id}
      union all
      select p.id, p.graph_id, p.parent_id, p.parent_number, p.is_paused, p.state, a.height + 1
      from above as a inner join pipeline as p on p.id = a.parent_id)
    select id, graph_id as graphId, parent_id as parentId, parent_number as parentNumber, is_paused as isPaused, state
    from above order by height`);
  return (rows as unknown as (Omit<PipelineAbove, "isPaused"> & { isPaused: number })[]).map((row) => ({
    ...row,
    isPaused: row.isPaused === 1,
  }));
}
