import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { delivery } from "#drizzle/schema/triggers/trigger.ts";
import type { PipelineState } from "#engine/model/pipeline.ts";
import type { DeliveryState } from "#engine/triggers/trigger-states.ts";
import type { Queries } from "#platform/database/db.ts";

export type DeliveryRow = typeof delivery.$inferSelect;

/** What became of an event, if the trigger was given it before. */
export async function findDelivery(
  tx: Queries,
  triggerId: number,
  eventKey: string,
): Promise<DeliveryRow | null> {
  const rows = await tx
    .select()
    .from(delivery)
    .where(and(eq(delivery.triggerId, triggerId), eq(delivery.eventKey, eventKey)));
  return rows[0] ?? null;
}

/** Writes what became of an event, also where it was refused before. */
export async function putDelivery(
  tx: Queries,
  row: Omit<typeof delivery.$inferInsert, "id" | "receivedAt" | "tries">,
): Promise<void> {
  const { state, reason = null, pipelineId = null, event, isCut } = row;
  await tx
    .insert(delivery)
    .values({ ...row, receivedAt: sql`now(3)`, tries: 1 })
    .onDuplicateKeyUpdate({
      set: { state, reason, pipelineId, event, isCut, tries: sql`${delivery.tries} + 1` },
    });
}

/** All of a delivery but what came in, and what follows from it. */
export type DeliveryHead = Omit<DeliveryRow, "event" | "isCut" | "chain">;

const { id, triggerId: ofTrigger, eventKey, receivedAt, state, reason, tries, pipelineId } = delivery;
const HEAD = { id, triggerId: ofTrigger, eventKey, receivedAt, state, reason, tries, pipelineId };

/** A page of what became of the events of a trigger, the newest first, with the state of each pipeline. */
export async function listDeliveries(
  tx: Queries,
  asked: {
    readonly triggerId: number;
    readonly state?: DeliveryState | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
  },
): Promise<(DeliveryHead & { readonly pipelineState: PipelineState | null })[]> {
  return tx
    .select({ ...HEAD, pipelineState: pipeline.state })
    .from(delivery)
    .leftJoin(pipeline, eq(pipeline.id, delivery.pipelineId))
    .where(
      and(
        eq(delivery.triggerId, asked.triggerId),
        asked.state === undefined ? undefined : eq(delivery.state, asked.state),
        asked.before === undefined ? undefined : lt(delivery.id, asked.before),
      ),
    )
    .orderBy(desc(delivery.id))
    .limit(asked.limit);
}

/** One delivery of a trigger, with what came in. */
export async function deliveryOf(
  tx: Queries,
  asked: { readonly triggerId: number; readonly id: number },
): Promise<(DeliveryRow & { readonly pipelineState: PipelineState | null }) | null> {
  const rows = await tx
    .select({ delivery, pipelineState: pipeline.state })
    .from(delivery)
    .leftJoin(pipeline, eq(pipeline.id, delivery.pipelineId))
    .where(and(eq(delivery.triggerId, asked.triggerId), eq(delivery.id, asked.id)));
  const found = rows[0];
  return found === undefined ? null : { ...found.delivery, pipelineState: found.pipelineState };
}

/** The last delivery of each of these triggers. */
export async function lastDeliveries(
  tx: Queries,
  triggerIds: readonly number[],
): Promise<Map<number, DeliveryHead>> {
  if (triggerIds.length === 0) return new Map();
  const newest = tx
    .select({ id: sql<number>`max(${delivery.id})`.as("newest_id") })
    .from(delivery)
    .where(inArray(delivery.triggerId, [...triggerIds]))
    .groupBy(delivery.triggerId)
    .as("newest");
  const rows = await tx.select(HEAD).from(delivery).innerJoin(newest, eq(newest.id, delivery.id));
  return new Map(rows.map((row) => [row.triggerId, row]));
}
