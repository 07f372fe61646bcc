import { and, asc, eq, exists, gt, inArray, sql } from "drizzle-orm";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { notice, noticeRule } from "#drizzle/schema/triggers/notice.ts";
import { fire, schedule } from "#drizzle/schema/triggers/schedule.ts";
import { afterSignal, delivery, triggerRule } from "#drizzle/schema/triggers/trigger.ts";
import { OPEN_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";
import { isNeededNotice } from "../notices/needed-notices.ts";

/** Rows that are made for what starts or tells of pipelines, one after the other. */
export type HistoryKind = "fires" | "deliveries" | "notices";

export const HISTORY_KINDS: readonly HistoryKind[] = ["fires", "deliveries", "notices"];

/** A row of a history: when it was made, and whether something still depends on it. */
export type HistoryRow = { readonly id: number; readonly at: Date; readonly isNeeded: boolean };

/** The schedules or triggers of a graph; the rules of notices of a graph, or for the default those of folders. */
export async function ownersOf(
  tx: Queries,
  kind: HistoryKind,
  graphId: number | "folders",
): Promise<number[]> {
  const rows =
    kind === "notices"
      ? await tx
          .select({ id: noticeRule.id })
          .from(noticeRule)
          .where(graphId === "folders" ? sql`${noticeRule.graphId} is null` : eq(noticeRule.graphId, graphId))
      : graphId === "folders"
        ? []
        : kind === "fires"
          ? await tx.select({ id: schedule.id }).from(schedule).where(eq(schedule.graphId, graphId))
          : await tx.select({ id: triggerRule.id }).from(triggerRule).where(eq(triggerRule.graphId, graphId));
  return rows.map(({ id }) => id);
}

/**
 * The pipelines with an end after which something is still to be launched, and all above them: the end of a child counts on
 * from the delivery of the topmost one.
 */
const ABOVE_SIGNALS = sql`with recursive above (id, parent_id) as (
    select p.id, p.parent_id from ${afterSignal} s join ${pipeline} p on p.id = s.pipeline_id
    union select p.id, p.parent_id from above a join ${pipeline} p on p.id = a.parent_id
  ) select id from above`;

/** Rows of one owner after an id, the oldest first: `limit` rows of an index are read. */
export async function historyAfter(
  tx: Queries,
  kind: HistoryKind,
  { ownerId, after, limit }: { ownerId: number; after: number; limit: number },
): Promise<HistoryRow[]> {
  switch (kind) {
    case "fires":
      return tx
        .select({
          id: fire.id,
          at: fire.firedAt,
          isNeeded: sql<boolean>`${fire.isRunning} or ${fire.state} = 'queued'`.mapWith(Boolean),
        })
        .from(fire)
        .where(and(eq(fire.scheduleId, ownerId), gt(fire.id, after)))
        .orderBy(asc(fire.id))
        .limit(limit);
    case "deliveries":
      return tx
        .select({
          id: delivery.id,
          at: delivery.receivedAt,
          // By these rows a trigger knows how many of its pipelines are open, and after which a pipeline was launched: the
          // next launch counts the pipelines before it by that.
          isNeeded: sql<boolean>`(${exists(
            tx
              .select({ one: sql`1` })
              .from(pipeline)
              .where(
                and(eq(pipeline.id, delivery.pipelineId), inArray(pipeline.state, OPEN_PIPELINE_STATES)),
              ),
          )} or ${delivery.pipelineId} in (${ABOVE_SIGNALS}))`.mapWith(Boolean),
        })
        .from(delivery)
        .where(and(eq(delivery.triggerId, ownerId), gt(delivery.id, after)))
        .orderBy(asc(delivery.id))
        .limit(limit);
    case "notices":
      return tx
        .select({
          id: notice.id,
          at: notice.madeAt,
          isNeeded: isNeededNotice(),
        })
        .from(notice)
        .where(and(eq(notice.ruleId, ownerId), gt(notice.id, after)))
        .orderBy(asc(notice.id))
        .limit(limit);
  }
}

/** Deletes these rows; the tries of notices go with them. */
export async function deleteHistory(tx: Queries, kind: HistoryKind, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  switch (kind) {
    case "fires":
      await tx.delete(fire).where(inArray(fire.id, [...ids]));
      return;
    case "deliveries":
      await tx.delete(delivery).where(inArray(delivery.id, [...ids]));
      return;
    case "notices":
      // The condition again: somebody may have one sent again meanwhile.
      await tx
        .delete(notice)
        .where(and(inArray(notice.id, [...ids]), sql`${notice.state} not in ('waiting', 'held')`));
      return;
  }
}
