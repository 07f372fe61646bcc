import { desc, eq, type SQL, sql } from "drizzle-orm";
import { connection } from "#drizzle/schema/flow/connection.ts";
import { recordStream } from "#drizzle/schema/flow/record-stream.ts";
import { folder } from "#drizzle/schema/folder.ts";
import { graph } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { prompt } from "#drizzle/schema/pipelines/prompt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { removedPipeline } from "#drizzle/schema/retention.ts";
import { secret } from "#drizzle/schema/secret.ts";
import { noticeRule } from "#drizzle/schema/triggers/notice.ts";
import { schedule } from "#drizzle/schema/triggers/schedule.ts";
import { triggerRule } from "#drizzle/schema/triggers/trigger.ts";
import type { Queries } from "#platform/database/db.ts";
import { graphKey } from "../graphs/graph-rows.ts";

type Found = readonly { readonly path: string }[];
const pathIn = ([found]: Found) => found?.path ?? null;

/** The path of a graph's folder; null where there is no such graph. */
export async function folderOfGraph(tx: Queries, name: string): Promise<string | null> {
  const rows = await tx
    .select({ path: folder.path })
    .from(graph)
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .where(eq(graph.liveName, graphKey(name)));
  return pathIn(rows);
}

/** The path of the folder of a pipeline's graph, also of a deleted one, and of a pipeline that retention has removed; null where there is no such pipeline. */
export async function folderOfPipeline(tx: Queries, id: number): Promise<string | null> {
  return (await ofPipeline(tx, eq(pipeline.id, id))) ?? ofRemovedPipeline(tx, id);
}

async function ofRemovedPipeline(tx: Queries, id: number): Promise<string | null> {
  const rows = await tx
    .select({ path: folder.path })
    .from(removedPipeline)
    .innerJoin(graph, eq(graph.id, removedPipeline.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .where(eq(removedPipeline.id, id));
  return pathIn(rows);
}

/** The same, of the pipeline that was launched with this key. */
export async function folderOfKey(tx: Queries, launchKey: string): Promise<string | null> {
  return ofPipeline(tx, eq(pipeline.launchKey, launchKey));
}

async function ofPipeline(tx: Queries, isIt: SQL): Promise<string | null> {
  const rows = await tx
    .select({ path: folder.path })
    .from(pipeline)
    .innerJoin(graph, eq(graph.id, pipeline.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .where(isIt);
  return pathIn(rows);
}

/** The path of the folder that a prompt belongs to; null where there is no such prompt. */
export async function folderOfPrompt(tx: Queries, id: number): Promise<string | null> {
  const rows = await tx
    .select({ path: folder.path })
    .from(prompt)
    .innerJoin(track, eq(track.id, prompt.trackId))
    .innerJoin(pipeline, eq(pipeline.id, track.pipelineId))
    .innerJoin(graph, eq(graph.id, pipeline.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .where(eq(prompt.id, id));
  return pathIn(rows);
}

/**
 * The path of the folder of a schedule's graph, or of the one that was removed last of those that had the name; null where
 * there was never such a schedule.
 */
export async function folderOfSchedule(tx: Queries, name: string): Promise<string | null> {
  return (await folderWhere(tx, eq(schedule.liveName, name))) ?? folderWhere(tx, eq(schedule.name, name));
}

async function folderWhere(tx: Queries, condition: SQL): Promise<string | null> {
  const rows = await tx
    .select({ path: folder.path })
    .from(schedule)
    .innerJoin(graph, eq(graph.id, schedule.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .where(condition)
    .orderBy(desc(schedule.id))
    .limit(1);
  return pathIn(rows);
}

/**
 * The path of the folder of a trigger's graph, or of the one that was removed last of those that had the name; null where
 * there was never such a trigger.
 */
export async function folderOfTrigger(tx: Queries, name: string): Promise<string | null> {
  const folderAt = async (condition: SQL) =>
    pathIn(
      await tx
        .select({ path: folder.path })
        .from(triggerRule)
        .innerJoin(graph, eq(graph.id, triggerRule.graphId))
        .innerJoin(folder, eq(folder.id, graph.folderId))
        .where(condition)
        .orderBy(desc(triggerRule.version))
        .limit(1),
    );
  return (await folderAt(eq(triggerRule.liveName, name))) ?? folderAt(eq(triggerRule.name, name));
}

/** The path of a stream's folder; null where there is no such stream. */
export async function folderOfStream(tx: Queries, name: string): Promise<string | null> {
  const rows = await tx
    .select({ path: folder.path })
    .from(recordStream)
    .innerJoin(folder, eq(folder.id, recordStream.folderId))
    .where(eq(recordStream.name, name));
  return rows[0]?.path ?? null;
}

/** The path of the folder that a rule of notices is about, or that of its graph; null where there is no such rule. */
export async function folderOfNoticeRule(tx: Queries, name: string): Promise<string | null> {
  const rows = await tx
    .select({ path: folder.path })
    .from(noticeRule)
    .leftJoin(graph, eq(graph.id, noticeRule.graphId))
    .innerJoin(folder, eq(folder.id, sql`coalesce(${noticeRule.folderId}, ${graph.folderId})`))
    .where(eq(noticeRule.name, name));
  return pathIn(rows);
}

/** The path of a secret's folder; null where there is no such secret. */
export async function folderOfSecret(tx: Queries, name: string): Promise<string | null> {
  const rows = await tx
    .select({ path: folder.path })
    .from(secret)
    .innerJoin(folder, eq(folder.id, secret.folderId))
    .where(eq(secret.name, name));
  return pathIn(rows);
}

/** The path of a connection's folder; null where there is no such connection. */
export async function folderOfConnection(tx: Queries, name: string): Promise<string | null> {
  const rows = await tx
    .select({ path: folder.path })
    .from(connection)
    .innerJoin(folder, eq(folder.id, connection.folderId))
    .where(eq(connection.name, name));
  return pathIn(rows);
}
