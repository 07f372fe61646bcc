import { and, asc, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { fire, scheduleStop } from "#drizzle/schema/triggers/schedule.ts";
import { OPEN_PIPELINE_STATES, type PipelineState } from "#engine/model/pipeline.ts";
import type { FireState } from "#engine/schedules/fire.ts";
import type { Queries } from "#platform/database/db.ts";

export type FireRow = typeof fire.$inferSelect;
export type NewFire = Omit<typeof fire.$inferInsert, "id" | "firedAt" | "isRunning">;

/** Writes what became of due times. @throws a duplicate key where one of them was decided already. */
export async function insertFires(tx: Queries, rows: readonly NewFire[]): Promise<void> {
  const firedAt = sql`now(3)`;
  if (rows.length > 0)
    await tx
      .insert(fire)
      .values(rows.map((row) => ({ ...row, firedAt, isRunning: row.state === "launched" })));
}

/** The latest due time that the clock has decided; null where there is none. */
export async function lastDueOf(tx: Queries, scheduleId: number): Promise<number | null> {
  const rows = await tx
    .select({ dueAt: sql`max(due_at)`.mapWith(fire.dueAt) })
    .from(fire)
    .where(and(eq(fire.scheduleId, scheduleId), inArray(fire.cause, ["clock", "catch-up"])));
  return rows[0]?.dueAt?.getTime() ?? null;
}

/** Of the pipelines of a schedule those that have not ended, the oldest first. Notes those that have. */
export async function runningOf(tx: Queries, scheduleId: number): Promise<number[]> {
  const rows = await tx
    .select({ id: fire.id, pipelineId: fire.pipelineId, state: pipeline.state })
    .from(fire)
    .innerJoin(pipeline, eq(pipeline.id, fire.pipelineId))
    .where(and(eq(fire.scheduleId, scheduleId), eq(fire.isRunning, true)))
    .orderBy(asc(fire.pipelineId));
  const isOpen = (state: PipelineState) => OPEN_PIPELINE_STATES.includes(state);
  const ended = rows.filter(({ state }) => !isOpen(state)).map(({ id }) => id);
  if (ended.length > 0) await tx.update(fire).set({ isRunning: false }).where(inArray(fire.id, ended));
  return rows.flatMap(({ pipelineId, state }) => (pipelineId !== null && isOpen(state) ? [pipelineId] : []));
}

/** Those of a schedule that wait, the oldest first. */
export async function queuedFires(tx: Queries, scheduleId: number): Promise<FireRow[]> {
  return tx
    .select()
    .from(fire)
    .where(and(eq(fire.scheduleId, scheduleId), eq(fire.state, "queued")))
    .orderBy(asc(fire.id));
}

/** Ends the wait of some. */
export async function settleFires(
  tx: Queries,
  ids: readonly number[],
  set: { readonly state: FireState; readonly reason?: string | null; readonly pipelineId?: number },
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(fire)
    .set({ ...set, firedAt: sql`now(3)`, isRunning: set.state === "launched" })
    .where(and(inArray(fire.id, [...ids]), eq(fire.state, "queued")));
}

/** What became of due times, with the state of each pipeline. */
export type ListedFire = FireRow & { readonly pipelineState: PipelineState | null };

/** A page of the due times of a schedule, the newest first. */
export async function listFires(
  tx: Queries,
  {
    scheduleId,
    state,
    before,
    limit,
  }: {
    readonly scheduleId: number;
    readonly state?: FireState | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
  },
): Promise<ListedFire[]> {
  const rows = await tx
    .select({ fire, pipelineState: pipeline.state })
    .from(fire)
    .leftJoin(pipeline, eq(pipeline.id, fire.pipelineId))
    .where(
      and(
        eq(fire.scheduleId, scheduleId),
        state === undefined ? undefined : eq(fire.state, state),
        before === undefined ? undefined : lt(fire.id, before),
      ),
    )
    .orderBy(desc(fire.id))
    .limit(limit);
  return rows.map(({ fire: row, pipelineState }) => ({ ...row, pipelineState }));
}

/** The last due time of each of these schedules. */
export async function lastFires(tx: Queries, scheduleIds: readonly number[]): Promise<Map<number, FireRow>> {
  if (scheduleIds.length === 0) return new Map();
  const newest = tx
    .select({ id: sql<number>`max(${fire.id})`.as("newest_id") })
    .from(fire)
    .where(inArray(fire.scheduleId, [...scheduleIds]))
    .groupBy(fire.scheduleId)
    .as("newest");
  const rows = await tx.select({ fire }).from(fire).innerJoin(newest, eq(newest.id, fire.id));
  return new Map(rows.map(({ fire: row }) => [row.scheduleId, row]));
}

export type StopRow = Omit<typeof scheduleStop.$inferSelect, "n">;

/** Since when all schedules are stopped, by whom and why; null where they are not. */
export async function findStop(tx: Queries): Promise<StopRow | null> {
  const rows = await tx.select().from(scheduleStop).where(eq(scheduleStop.n, 1));
  return rows[0] ?? null;
}

export async function putStop(tx: Queries, by: string, reason: string): Promise<void> {
  const row = { stoppedAt: sql`now(3)`, stoppedBy: by, reason };
  await tx
    .insert(scheduleStop)
    .values({ n: 1, ...row })
    .onDuplicateKeyUpdate({ set: row });
}

export async function removeStop(tx: Queries): Promise<void> {
  await tx.delete(scheduleStop).where(eq(scheduleStop.n, 1));
}
