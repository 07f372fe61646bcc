import { and, asc, eq, exists, inArray, isNotNull, or, sql } from "drizzle-orm";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { delivery, triggerRule } from "#drizzle/schema/triggers/trigger.ts";
import { OPEN_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";
import type { DeliveryRow } from "./delivery-rows.ts";
import { type NamedTrigger, namedTriggers, type TriggerRow } from "./trigger-rows.ts";

/** The active triggers that read record streams. */
export async function activeStreamTriggers(tx: Queries): Promise<TriggerRow[]> {
  return tx
    .select()
    .from(triggerRule)
    .where(and(eq(triggerRule.kind, "stream"), eq(triggerRule.state, "active")))
    .orderBy(asc(triggerRule.id));
}

/** All triggers that read record streams or have read one, also those that are removed. */
export async function streamTriggers(tx: Queries): Promise<NamedTrigger[]> {
  return namedTriggers(tx)
    .where(or(eq(triggerRule.kind, "stream"), isNotNull(triggerRule.installation)))
    .orderBy(asc(triggerRule.id));
}

/** How many pipelines that a trigger launched are open. */
export async function countOpenOfTrigger(tx: Queries, triggerId: number): Promise<number> {
  const ofTrigger = tx
    .select({ one: sql`1` })
    .from(delivery)
    .where(and(eq(delivery.pipelineId, pipeline.id), eq(delivery.triggerId, triggerId)));
  const rows = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(pipeline)
    .where(and(inArray(pipeline.state, OPEN_PIPELINE_STATES), exists(ofTrigger)));
  return rows[0]?.count ?? 0;
}

/** What became of these events, by their keys; of those that the trigger was given before. */
export async function deliveriesWithKeys(
  tx: Queries,
  triggerId: number,
  keys: readonly string[],
): Promise<Map<string, Pick<DeliveryRow, "state" | "reason">>> {
  if (keys.length === 0) return new Map();
  const rows = await tx
    .select({ key: delivery.eventKey, state: delivery.state, reason: delivery.reason })
    .from(delivery)
    .where(and(eq(delivery.triggerId, triggerId), inArray(delivery.eventKey, [...keys])));
  return new Map(rows.map(({ key, ...row }) => [key, row]));
}
