import { and, asc, eq, gte, inArray, lt } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { graph, revision, vertex } from "#drizzle/schema/graph.ts";
import { attempt } from "#drizzle/schema/pipelines/attempt.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { runner } from "#drizzle/schema/runner.ts";
import type { Queries } from "#platform/database/db.ts";

export type TracedPipelineRow = Awaited<ReturnType<typeof tracedPipelines>>[number];
export type TracedAttemptRow = Awaited<ReturnType<typeof tracedAttempts>>[number];

/** Pipelines that ended in a time, children too, in the order of their ends. */
export function tracedPipelines(tx: Queries, from: Date, to: Date, limit: number) {
  const parent = alias(pipeline, "parent");
  return (
    tx
      .select({
        id: pipeline.id,
        graph: graph.name,
        revision: revision.number,
        state: pipeline.state,
        launchedAt: pipeline.launchedAt,
        finishedAt: pipeline.finishedAt,
        parentId: pipeline.parentId,
        parentLaunchedAt: parent.launchedAt,
      })
      // Else the database may begin with the graphs, and read all their pipelines.
      .from(pipeline, { forceIndex: "pipeline_finished" })
      .innerJoin(graph, eq(graph.id, pipeline.graphId))
      .innerJoin(revision, eq(revision.id, pipeline.revisionId))
      .leftJoin(parent, eq(parent.id, pipeline.parentId))
      .where(
        and(
          inArray(pipeline.isChild, [false, true]),
          eq(pipeline.isTest, false),
          gte(pipeline.finishedAt, from),
          lt(pipeline.finishedAt, to),
        ),
      )
      .orderBy(asc(pipeline.finishedAt), asc(pipeline.id))
      .limit(limit)
  );
}

/** The attempts of these pipelines, by track. Nothing of their values. */
export async function tracedAttempts(tx: Queries, pipelineIds: readonly number[], limit: number) {
  if (pipelineIds.length === 0) return [];
  return tx
    .select({
      pipelineId: track.pipelineId,
      trackId: attempt.trackId,
      number: attempt.number,
      vertex: vertex.name,
      kind: attempt.kind,
      undoes: attempt.undoes,
      state: attempt.state,
      exitCode: attempt.exitCode,
      startedAt: attempt.startedAt,
      finishedAt: attempt.finishedAt,
      runner: runner.name,
      /** Which attempt was the last one, and when it was ready. */
      last: track.attempt,
      readyAt: track.readyAt,
    })
    .from(track)
    .innerJoin(pipeline, eq(pipeline.id, track.pipelineId))
    .innerJoin(vertex, and(eq(vertex.revisionId, pipeline.revisionId), eq(vertex.number, track.number)))
    .innerJoin(attempt, eq(attempt.trackId, track.id))
    .innerJoin(runner, eq(runner.id, attempt.runnerId))
    .where(inArray(track.pipelineId, [...pipelineIds]))
    .orderBy(asc(attempt.trackId), asc(attempt.number))
    .limit(limit);
}
