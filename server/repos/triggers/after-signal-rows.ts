import { and, asc, eq, lte, sql } from "drizzle-orm";
import { afterSignal } from "#drizzle/schema/triggers/trigger.ts";
import type { PipelineState } from "#engine/model/pipeline.ts";
import type { Queries } from "#platform/database/db.ts";
import type { Write } from "../write-together.ts";

export type AfterSignalRow = typeof afterSignal.$inferSelect;

const SIGNAL =
  "INSERT INTO after_signal (trigger_id, pipeline_id, state, at, due_at) " +
  "SELECT id, ?, ?, now(3), now(3) FROM trigger_rule WHERE source_graph_id = ? AND state = 'active'";

/**
 * What notes that a pipeline ended, in the transaction of its end, for each trigger that is active then. It locks no
 * trigger: connections are READ COMMITTED, where such a SELECT reads without locks.
 */
export function afterSignalWrite(graphId: number, pipelineId: number, state: PipelineState): Write {
  return { text: SIGNAL, values: [pipelineId, state, graphId] };
}

/** Those that are due, the oldest first. They are read without locks: who removes one has it. */
export async function dueAfterSignals(tx: Queries, limit: number): Promise<AfterSignalRow[]> {
  return tx
    .select()
    .from(afterSignal)
    .where(lte(afterSignal.dueAt, sql`now(3)`))
    .orderBy(asc(afterSignal.dueAt), asc(afterSignal.id))
    .limit(limit);
}

/** Removes a signal. Gives false where another process did. */
export async function removeAfterSignal(tx: Queries, id: number): Promise<boolean> {
  const [result] = await tx.delete(afterSignal).where(eq(afterSignal.id, id));
  return result.affectedRows === 1;
}

/** Puts a signal off, because it could not be worked on. */
export async function postponeAfterSignal(tx: Queries, id: number, ms: number): Promise<void> {
  await tx
    .update(afterSignal)
    .set({ dueAt: sql`now(3) + interval ${ms * 1_000} microsecond` })
    .where(and(eq(afterSignal.id, id), lte(afterSignal.dueAt, sql`now(3)`)));
}
