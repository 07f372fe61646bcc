import { and, eq, gte, sql } from "drizzle-orm";
import { graph } from "#drizzle/schema/graph.ts";
import { attempt } from "#drizzle/schema/pipelines/attempt.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { removedPipeline } from "#drizzle/schema/retention.ts";
import type { Queries } from "#platform/database/db.ts";

export type RemovedRow = Pick<
  typeof removedPipeline.$inferSelect,
  "id" | "state" | "launchedAt" | "finishedAt" | "removedAt"
> & { readonly graph: string };

/** What is still known of a pipeline that retention has removed; null where it has removed none of this id. */
export async function findRemoved(tx: Queries, id: number): Promise<RemovedRow | null> {
  const { state, launchedAt, finishedAt, removedAt } = removedPipeline;
  const rows = await tx
    .select({ id: removedPipeline.id, state, launchedAt, finishedAt, removedAt, graph: graph.name })
    .from(removedPipeline)
    .innerJoin(graph, eq(graph.id, removedPipeline.graphId))
    .where(eq(removedPipeline.id, id));
  return rows[0] ?? null;
}

/** An attempt that had ended when retention removed the logs of its pipeline. */
export type RemovedLogRow = Pick<typeof attempt.$inferSelect, "logBytes" | "state"> & {
  readonly removedAt: Date | null;
};

/** Pipelines of which logs were removed before there was `lastLogsRemovedAt` have only the other. */
const LAST = sql<Date | null>`coalesce(${pipeline.lastLogsRemovedAt}, ${pipeline.logsRemovedAt})`.mapWith(
  pipeline.logsRemovedAt,
);

/** How an attempt ended whose log retention may have removed; null where it ended after that, or nothing was removed. */
export async function removedLogOf(
  tx: Queries,
  trackId: number,
  number: number,
): Promise<RemovedLogRow | null> {
  const rows = await tx
    .select({ logBytes: attempt.logBytes, state: attempt.state, removedAt: LAST })
    .from(attempt)
    .innerJoin(track, eq(track.id, attempt.trackId))
    .innerJoin(pipeline, eq(pipeline.id, track.pipelineId))
    .where(and(eq(attempt.trackId, trackId), eq(attempt.number, number), gte(LAST, attempt.finishedAt)));
  return rows[0] ?? null;
}
