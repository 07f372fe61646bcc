import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { ResultSetHeader } from "mysql2";
import { attempt } from "#drizzle/schema/pipelines/attempt.ts";
import { callbackCall } from "#drizzle/schema/pipelines/callback.ts";
import { concurrencyClaim, concurrencySlot } from "#drizzle/schema/pipelines/concurrency.ts";
import { event, eventFeed } from "#drizzle/schema/pipelines/event.ts";
import { pipeline, pipelineLauncher } from "#drizzle/schema/pipelines/pipeline.ts";
import { answer, prompt, promptDelegation } from "#drizzle/schema/pipelines/prompt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { removedPipeline } from "#drizzle/schema/retention.ts";
import { fire } from "#drizzle/schema/triggers/schedule.ts";
import { ENDED_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import { type Queries, sendTogether } from "#platform/database/db.ts";
import { lockEventFeed } from "../pipelines/events/event-feed-rows.ts";
import { inPieces } from "../read-in-pieces.ts";
import { noteLogFilesRemoved } from "../tracks/log-file-rows.ts";
import type { MemberRow } from "./removable-rows.ts";

/** Locks a pipeline, if nobody else has it locked. */
export async function lockIfFree(tx: Queries, id: number): Promise<boolean> {
  const rows = await tx
    .select({ id: pipeline.id })
    .from(pipeline)
    .where(eq(pipeline.id, id))
    .for("update", { skipLocked: true });
  return rows.length > 0;
}

/**
 * Marks pipelines as being removed: from then on nobody finds them, and nobody changes them.
 *
 * @param tx a transaction that has locked them.
 */
export async function markRemoved(tx: Queries, members: readonly MemberRow[]): Promise<void> {
  for (const ids of inPieces(members.map(({ id }) => id))) {
    await tx.execute(
      sql`insert into removed_pipeline (id, graph_id, state, launched_at, finished_at, removed_at)
        select id, graph_id, state, launched_at, finished_at, now(3) from pipeline where id in ${ids}`,
    );
    await tx
      .update(pipeline)
      .set({ removedAt: sql`now(3)`, rev: sql`rev + 1` })
      .where(inArray(pipeline.id, ids));
    await noteLogFilesRemoved(tx, ids);
    await tx.update(fire).set({ isRunning: false }).where(inArray(fire.pipelineId, ids));
  }
}

/** Pipelines that were marked, and of which some rows may be left: the youngest first, so that children go first. */
export async function halfRemoved(tx: Queries, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ id: removedPipeline.id })
    .from(removedPipeline)
    .where(eq(removedPipeline.isGone, false))
    .orderBy(sql`${removedPipeline.id} desc`)
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Deletes some of the log of a removed pipeline. Gives how many pieces it deleted. */
export async function deleteSomeLogs(tx: Queries, pipelineId: number, limit: number): Promise<number> {
  return affected(
    await tx.execute(
      sql`delete from log_chunk where pipeline_id = ${pipelineId} order by stored_at limit ${limit}`,
    ),
  );
}

/** The same, of a pipeline that is kept: what was stored since `hours` ago is of another run, and stays. */
export async function deleteSomeOldLogs(
  tx: Queries,
  { pipelineId, hours, limit }: { pipelineId: number; hours: number; limit: number },
): Promise<number> {
  return affected(
    await tx.execute(
      sql`delete from log_chunk where pipeline_id = ${pipelineId} and stored_at < now(3) - interval ${hours} hour
        order by stored_at limit ${limit}`,
    ),
  );
}

/** Notes that the logs of these pipelines are removed; of those that run again it notes nothing. */
export async function noteLogsRemoved(tx: Queries, ids: readonly number[]): Promise<void> {
  for (const some of inPieces(ids))
    await tx
      .update(pipeline)
      .set({ logsRemovedAt: sql`now(3)`, lastLogsRemovedAt: sql`now(3)`, rev: sql`rev + 1` })
      .where(and(inArray(pipeline.id, some), inArray(pipeline.state, ENDED_PIPELINE_STATES)));
}

/**
 * Deletes some events of a removed pipeline, and notes it in the event feed: whoever has read less is told. Gives how
 * many it deleted.
 *
 * @param tx a transaction of its own: the feed is locked first, as by whoever gives numbers.
 */
export async function deleteSomeEvents(tx: Queries, pipelineId: number, limit: number): Promise<number> {
  const feed = await lockEventFeed(tx);
  const rows = await tx
    .select({ feedNo: event.feedNo })
    .from(event)
    .where(eq(event.pipelineId, pipelineId))
    .orderBy(asc(event.rev), asc(event.n))
    .limit(limit);
  if (rows.length === 0) return 0;
  await tx.execute(
    sql`delete from event where pipeline_id = ${pipelineId} order by rev, n limit ${rows.length}`,
  );
  if (feed !== null) {
    // What has no number yet was read by nobody: it leaves a number without an event.
    const isUnread = rows.some(({ feedNo }) => feedNo === null);
    const lastNo = feed.lastNo + (isUnread ? 1 : 0);
    const removedNo = Math.max(
      feed.removedNo,
      isUnread ? lastNo : 0,
      ...rows.map(({ feedNo }) => feedNo ?? 0),
    );
    await tx.update(eventFeed).set({ lastNo, removedNo }).where(eq(eventFeed.n, 1));
  }
  return rows.length;
}

/** Deletes some tracks of a removed pipeline that has no logs any more, with what belongs to them. Gives how many. */
export async function deleteSomeTracks(tx: Queries, pipelineId: number, limit: number): Promise<number> {
  const ids = await idsOf(tx, pipelineId, limit);
  if (ids.length === 0) return 0;
  const prompts = await tx.select({ id: prompt.id }).from(prompt).where(inArray(prompt.trackId, ids));
  const promptIds = prompts.map(({ id }) => id);
  if (promptIds.length > 0) {
    await tx.delete(answer).where(inArray(answer.promptId, promptIds));
    await tx.delete(promptDelegation).where(inArray(promptDelegation.promptId, promptIds));
    await tx.delete(prompt).where(inArray(prompt.id, promptIds));
  }
  await tx.delete(concurrencyClaim).where(inArray(concurrencyClaim.trackId, ids));
  await tx.delete(concurrencySlot).where(inArray(concurrencySlot.trackId, ids));
  await tx.delete(attempt).where(inArray(attempt.trackId, ids));
  await tx.delete(track).where(inArray(track.id, ids));
  return ids.length;
}

async function idsOf(tx: Queries, pipelineId: number, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ id: track.id })
    .from(track)
    .where(eq(track.pipelineId, pipelineId))
    .orderBy(asc(track.number))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Deletes the row of a removed pipeline, of which nothing else is left, and notes that it is gone. */
export async function deletePipeline(tx: Queries, id: number): Promise<void> {
  await tx.delete(callbackCall).where(eq(callbackCall.pipelineId, id));
  await tx.delete(pipelineLauncher).where(eq(pipelineLauncher.pipelineId, id));
  await tx.delete(pipeline).where(eq(pipeline.id, id));
  await tx.update(removedPipeline).set({ isGone: true }).where(eq(removedPipeline.id, id));
}

/** Deletes nothing: it fails where the user of the database may not delete what retention deletes. */
export async function tryToDelete(tx: Queries): Promise<void> {
  await sendTogether(
    tx,
    ["event", "fire", "delivery", "notice"].map((table) => ({
      text: `delete from ${table} where ${table === "event" ? "pipeline_id" : "id"} = 0`,
      values: [],
    })),
  );
}

function affected(answer: unknown): number {
  return (answer as [ResultSetHeader])[0].affectedRows;
}
