import { and, asc, count, eq, gt, gte, inArray, lt, or } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { graph, revision, vertex } from "#drizzle/schema/graph.ts";
import { attempt } from "#drizzle/schema/pipelines/attempt.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { runner } from "#drizzle/schema/runner.ts";
import type { Queries } from "#platform/database/db.ts";

export type TracedPipelineRow = Awaited<ReturnType<typeof tracedPipelines>>[number];
export type TracedAttemptRow = Awaited<ReturnType<typeof tracedAttempts>>[number];

/** A place in the order of the ends of pipelines: behind the pipeline of this id among those that ended at this moment. */
export type PlaceOfEnd = { readonly at: Date; readonly id: number };

/** Pipelines that ended behind a place and before a time, children too, in the order of their ends. */
export function tracedPipelines(tx: Queries, { at, id }: PlaceOfEnd, to: Date, limit: number) {
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
          gte(pipeline.finishedAt, at),
          or(gt(pipeline.finishedAt, at), gt(pipeline.id, id)),
          lt(pipeline.finishedAt, to),
        ),
      )
      .orderBy(asc(pipeline.finishedAt), asc(pipeline.id))
      .limit(limit)
  );
}

/** How many attempts these pipelines have. */
export async function attemptCounts(
  tx: Queries,
  pipelineIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (pipelineIds.length === 0) return new Map();
  const rows = await tx
    .select({ pipelineId: track.pipelineId, attempts: count() })
    .from(track)
    .innerJoin(attempt, eq(attempt.trackId, track.id))
    .where(inArray(track.pipelineId, [...pipelineIds]))
    .groupBy(track.pipelineId);
  return new Map(rows.map(({ pipelineId, attempts }) => [pipelineId, attempts]));
}

/** The attempts of these pipelines behind one of them, by track. Nothing of their values. */
export async function tracedAttempts(
  tx: Queries,
  pipelineIds: readonly number[],
  limit: number,
  after: { readonly trackId: number; readonly number: number } = { trackId: 0, number: 0 },
) {
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
    .where(
      and(
        inArray(track.pipelineId, [...pipelineIds]),
        or(
          gt(attempt.trackId, after.trackId),
          and(eq(attempt.trackId, after.trackId), gt(attempt.number, after.number)),
        ),
      ),
    )
    .orderBy(asc(attempt.trackId), asc(attempt.number))
    .limit(limit);
}
