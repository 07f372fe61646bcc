import { and, eq, gte, inArray, like, lte, notExists, or, type SQL, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { graph, vertex } from "#drizzle/schema/graph.ts";
import { event } from "#drizzle/schema/pipelines/event.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { prompt } from "#drizzle/schema/pipelines/prompt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { notice } from "#drizzle/schema/triggers/notice.ts";
import { OPEN_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import type { LaunchLabels } from "#engine/shape/launch-labels.ts";
import type { Queries } from "#platform/database/db.ts";
import { lossOf } from "./needed-notices.ts";
import type { PlacedRule } from "./notice-rule-rows.ts";

const NOTICED = {
  id: pipeline.id,
  name: pipeline.name,
  graphId: pipeline.graphId,
  graph: graph.name,
  path: folder.path,
  launchedBy: pipeline.launchedBy,
  labels: pipeline.labels,
  launchedAt: pipeline.launchedAt,
  reason: pipeline.reason,
  handledFailures: pipeline.handledFailures,
};

/** What a notice tells of a pipeline. */
export type NoticedPipeline = {
  readonly id: number;
  readonly name: string;
  readonly graphId: number;
  readonly graph: string;
  /** Of the folder of its graph. */
  readonly path: string;
  readonly launchedBy: string;
  readonly labels: LaunchLabels | null;
  readonly launchedAt: Date;
  readonly reason: string | null;
  readonly handledFailures: number;
};

export async function noticedPipelines(
  tx: Queries,
  ids: readonly number[],
): Promise<Map<number, NoticedPipeline>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select(NOTICED)
    // Else the database may begin with the folders, and read all pipelines.
    .from(pipeline, { forceIndex: "PRIMARY" })
    .innerJoin(graph, eq(graph.id, pipeline.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .where(inArray(pipeline.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Within the folder or the graph of a rule. */
function isInside({ rule, path }: PlacedRule): SQL | undefined {
  if (rule.graphId !== null) return eq(pipeline.graphId, rule.graphId);
  if (path === "") return undefined;
  // A path is made of letters, digits, dots, hyphens and underscores.
  return or(eq(folder.path, path), like(folder.path, `${path.replace(/_/g, "\\_")}/%`));
}

/** What was not told of yet, the oldest first. */
function untold(tx: Queries, { rule }: PlacedRule, kind: "waiting" | "late" | "lost", occurrence: SQL) {
  return notExists(
    tx
      .select({ id: notice.id })
      .from(notice)
      .where(
        and(
          eq(notice.ruleId, rule.id),
          eq(notice.pipelineId, pipeline.id),
          eq(notice.kind, kind),
          eq(notice.occurrence, occurrence),
        ),
      ),
  );
}

export type WaitingPrompt = {
  readonly promptId: number;
  readonly vertex: string;
  readonly openedAt: Date;
  readonly pipeline: NoticedPipeline;
};

/** Questions that have waited for so long, and of which this rule has not told. */
export async function waitingPrompts(
  tx: Queries,
  placed: PlacedRule,
  limit: number,
): Promise<WaitingPrompt[]> {
  const { rule } = placed;
  return tx
    .select({ promptId: prompt.id, vertex: vertex.name, openedAt: prompt.openedAt, pipeline: NOTICED })
    .from(prompt)
    .innerJoin(track, eq(track.id, prompt.trackId))
    .innerJoin(pipeline, eq(pipeline.id, track.pipelineId))
    .innerJoin(vertex, and(eq(vertex.revisionId, pipeline.revisionId), eq(vertex.number, track.number)))
    .innerJoin(graph, eq(graph.id, pipeline.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .where(
      and(
        eq(prompt.state, "open"),
        eq(pipeline.isTest, false),
        gte(prompt.openedAt, rule.since),
        lte(prompt.openedAt, sql`now(3) - interval ${rule.settings.waitMs * 1_000} microsecond`),
        isInside(placed),
        untold(tx, placed, "waiting", sql`${prompt.id}`),
      ),
    )
    .orderBy(prompt.id)
    .limit(limit);
}

export type NoticedLoss = {
  readonly occurrence: number;
  readonly vertex: string;
  readonly lostAt: Date;
  readonly reason: string | null;
  readonly pipeline: NoticedPipeline;
};

/** Tracks that are lost now, and of which this rule has not told. */
export async function lostTracks(tx: Queries, placed: PlacedRule, limit: number): Promise<NoticedLoss[]> {
  const occurrence = lossOf(event.rev, track.number);
  return tx
    .select({
      occurrence,
      vertex: vertex.name,
      lostAt: event.at,
      reason: event.reason,
      pipeline: NOTICED,
    })
    .from(track)
    .innerJoin(
      event,
      and(
        eq(event.pipelineId, track.pipelineId),
        eq(event.number, track.number),
        eq(event.attempt, track.attempt),
        eq(event.toState, "lost"),
      ),
    )
    .innerJoin(pipeline, eq(pipeline.id, track.pipelineId))
    .innerJoin(vertex, and(eq(vertex.revisionId, pipeline.revisionId), eq(vertex.number, track.number)))
    .innerJoin(graph, eq(graph.id, pipeline.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .where(
      and(
        eq(track.state, "lost"),
        eq(pipeline.isTest, false),
        gte(event.at, placed.rule.since),
        isInside(placed),
        untold(tx, placed, "lost", occurrence),
      ),
    )
    .orderBy(event.at, track.id)
    .limit(limit);
}

/** Pipelines that were launched at this moment or before, have not ended, and of which this rule has not told. */
export async function latePipelines(
  tx: Queries,
  placed: PlacedRule,
  launchedBefore: number,
  limit: number,
): Promise<NoticedPipeline[]> {
  return tx
    .select(NOTICED)
    .from(pipeline)
    .innerJoin(graph, eq(graph.id, pipeline.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .where(
      and(
        inArray(pipeline.state, [...OPEN_PIPELINE_STATES]),
        eq(pipeline.isChild, false),
        eq(pipeline.isTest, false),
        gte(pipeline.launchedAt, placed.rule.since),
        lte(pipeline.launchedAt, new Date(launchedBefore)),
        isInside(placed),
        untold(tx, placed, "late", sql`0`),
      ),
    )
    .orderBy(pipeline.id)
    .limit(limit);
}
