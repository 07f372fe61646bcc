import { and, asc, eq, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { duty } from "#drizzle/schema/duty.ts";
import { graph, revision, vertex } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { delivery, triggerRule } from "#drizzle/schema/triggers/trigger.ts";
import type { Queries } from "#platform/database/db.ts";
import type { TrackRow } from "../tracks/track-rows.ts";
import type { TriggerRow } from "./trigger-rows.ts";

/** Locks a trigger by its id, also a removed one. */
export async function lockTriggerById(tx: Queries, id: number): Promise<TriggerRow | null> {
  const rows = await tx.select().from(triggerRule).where(eq(triggerRule.id, id)).for("update");
  return rows[0] ?? null;
}

/** Lets one transaction at a time look for rings of triggers. The row is there since the table of triggers has sources. */
export async function lockRings(tx: Queries): Promise<void> {
  const rows = await tx
    .select({ name: duty.name })
    .from(duty)
    .where(eq(duty.name, "trigger rings"))
    .for("update");
  if (rows.length === 0)
    throw new Error("The row of the duty `trigger rings` is not there: migrate the database.");
}

/** A trigger that launches after pipelines of a graph. */
export type SourcedTrigger = Pick<TriggerRow, "id" | "name" | "graphId" | "revision" | "settings"> & {
  readonly sourceGraphId: number;
};

/** All of them that are not removed. */
export async function sourcedTriggers(tx: Queries): Promise<SourcedTrigger[]> {
  const { id, name, graphId, revision: number, settings, sourceGraphId } = triggerRule;
  const rows = await tx
    .select({ id, name, graphId, revision: number, settings, sourceGraphId })
    .from(triggerRule)
    .where(and(isNotNull(sourceGraphId), ne(triggerRule.state, "removed")))
    .orderBy(asc(id));
  return rows.map((row) => ({ ...row, sourceGraphId: row.sourceGraphId ?? 0 }));
}

/** The revisions that vertices of these run as child pipelines, with their graphs. */
export async function childRevisionsOf(
  tx: Queries,
  revisionIds: readonly number[],
): Promise<{ readonly id: number; readonly graphId: number }[]> {
  if (revisionIds.length === 0) return [];
  return tx
    .selectDistinct({ id: revision.id, graphId: revision.graphId })
    .from(vertex)
    .innerJoin(revision, eq(revision.id, vertex.childRevisionId))
    .where(inArray(vertex.revisionId, [...revisionIds]));
}

/** The names of graphs, by their ids. */
export async function graphNames(tx: Queries, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: graph.id, name: graph.name })
    .from(graph)
    .where(inArray(graph.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Writes the new name of a graph into the settings of the triggers that launch after its pipelines. */
export async function renameSource(tx: Queries, graphId: number, to: string): Promise<void> {
  await tx
    .update(triggerRule)
    .set({ settings: sql`json_set(${triggerRule.settings}, '$.graph', ${to})` })
    .where(eq(triggerRule.sourceGraphId, graphId));
}

/** The pipeline after which a trigger launched this one, or the topmost one above it; null where none did. */
export async function pipelineBefore(tx: Queries, id: number): Promise<number | null> {
  const topmost = await topmostOf(tx, id);
  const [row] = await tx
    .select({ key: delivery.eventKey })
    .from(delivery)
    .innerJoin(triggerRule, eq(triggerRule.id, delivery.triggerId))
    .where(and(eq(delivery.pipelineId, topmost), eq(triggerRule.kind, "after")))
    .limit(1);
  // An event that a person sent by hand has another key.
  return row !== undefined && /^\d+$/.test(row.key) ? Number(row.key) : null;
}

/** So many pipelines that follow from one another by triggers are up to this one, or the topmost one above it; 0: none. */
export async function chainOf(tx: Queries, id: number): Promise<number> {
  const rows = await tx
    .select({ chain: delivery.chain })
    .from(delivery)
    .where(eq(delivery.pipelineId, await topmostOf(tx, id)));
  return Math.max(0, ...rows.map(({ chain }) => chain));
}

async function topmostOf(tx: Queries, id: number): Promise<number> {
  let topmost = id;
  for (;;) {
    const [row] = await tx
      .select({ parentId: pipeline.parentId })
      .from(pipeline)
      .where(eq(pipeline.id, topmost));
    if (row === undefined || row.parentId === null) return topmost;
    topmost = row.parentId;
  }
}

/** The outputs of the tracks of a pipeline that have some, by the numbers of their vertices. */
export async function outputsOfTracks(
  tx: Queries,
  pipelineId: number,
): Promise<{ readonly number: number; readonly outputs: TrackRow["outputs"] }[]> {
  return tx
    .select({ number: track.number, outputs: track.outputs })
    .from(track)
    .where(and(eq(track.pipelineId, pipelineId), isNotNull(track.outputs)))
    .orderBy(asc(track.number));
}

/** Notes why a trigger could not take events; null: it could. A row that says so already is left as it is. */
export async function putTriggerError(tx: Queries, id: number, error: string | null): Promise<void> {
  const since = error === null ? sql`null` : sql`coalesce(${triggerRule.failingSince}, now(3))`;
  const isOther =
    error === null
      ? isNotNull(triggerRule.error)
      : or(isNull(triggerRule.error), ne(triggerRule.error, error));
  await tx
    .update(triggerRule)
    .set({ failingSince: since, error })
    .where(and(eq(triggerRule.id, id), isOther));
}
