import { and, asc, eq, ne } from "drizzle-orm";
import { vertex } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { Json } from "#engine/model/graph-content.ts";
import type { Queries } from "#platform/database/db.ts";

/** The values that the launch gave for a vertex. */
export type GivenRow = { readonly vertex: string; readonly given: Readonly<Record<string, Json>> };

/** The tracks that the launch of a pipeline skipped, with the heads that go on behind them. */
export async function skippedAtLaunchOf(
  tx: Queries,
  pipelineId: number,
): Promise<{ readonly number: number; readonly next: readonly number[] | null }[]> {
  return tx
    .select({ number: track.number, next: track.next })
    .from(track)
    .where(and(eq(track.pipelineId, pipelineId), eq(track.isSkippedAtLaunch, true)))
    .orderBy(asc(track.number));
}

/** What a launch gave for vertices; those for which it gave nothing are left out. */
export async function givenOf(tx: Queries, pipelineId: number): Promise<GivenRow[]> {
  return tx
    .select({ vertex: vertex.name, given: track.given })
    .from(track)
    .innerJoin(pipeline, eq(pipeline.id, track.pipelineId))
    .innerJoin(vertex, and(eq(vertex.revisionId, pipeline.revisionId), eq(vertex.number, track.number)))
    .where(and(eq(track.pipelineId, pipelineId), ne(track.given, {})))
    .orderBy(asc(track.number));
}
