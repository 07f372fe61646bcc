import { and, eq, ne, sql } from "drizzle-orm";
import { delivery, triggerRule } from "#drizzle/schema/trigger.ts";
import type { Queries } from "#platform/database/db.ts";

export type TriggerRow = typeof triggerRule.$inferSelect;
type DeliveryRow = typeof delivery.$inferSelect;

/** What people decide of a trigger. */
export type StoredTrigger = Pick<
  TriggerRow,
  "name" | "graphId" | "revision" | "kind" | "settings" | "filter" | "params" | "pipelineName" | "priority"
>;

/** @throws a duplicate key where another one has the name. */
export async function insertTrigger(
  tx: Queries,
  row: StoredTrigger & Pick<TriggerRow, "createdBy">,
): Promise<number> {
  const now = sql`now(3)`;
  const [{ insertId }] = await tx.insert(triggerRule).values({
    ...row,
    liveName: row.name,
    state: "new",
    version: 1,
    createdAt: now,
    changedAt: now,
    changedBy: row.createdBy,
  });
  return insertId;
}

/** Locks one that is not removed. */
export async function lockTrigger(tx: Queries, name: string): Promise<TriggerRow | null> {
  const rows = await tx.select().from(triggerRule).where(eq(triggerRule.liveName, name)).for("update");
  return rows[0] ?? null;
}

/** Writes what people changed. */
export async function changeTriggerRow(
  tx: Queries,
  { id, version }: Pick<TriggerRow, "id" | "version">,
  set: Partial<TriggerRow>,
  changedBy: string,
): Promise<void> {
  await tx
    .update(triggerRule)
    .set({ ...set, version: version + 1, changedAt: sql`now(3)`, changedBy })
    .where(eq(triggerRule.id, id));
}

/** The names of the triggers of a graph that are not removed, at most 10. */
export async function triggersOfGraph(tx: Queries, graphId: number): Promise<string[]> {
  const rows = await tx
    .select({ name: triggerRule.name })
    .from(triggerRule)
    .where(and(eq(triggerRule.graphId, graphId), ne(triggerRule.state, "removed")))
    .limit(10);
  return rows.map(({ name }) => name);
}

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
