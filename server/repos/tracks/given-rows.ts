import { and, asc, eq, inArray, ne } from "drizzle-orm";
import { vertex } from "#drizzle/schema/graph.ts";
import { event } from "#drizzle/schema/pipelines/event.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { BREAK_LIFTED, BREAK_SET } from "#engine/past/past-run.ts";
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

/**
 * The numbers of the vertices that have a breakpoint in a pipeline, or had one: whoever lets a track go on lifts it. Of what
 * was set at the launch only the lifting is an event.
 */
export async function breaksOf(tx: Queries, pipelineId: number): Promise<number[]> {
  const set = await tx
    .select({ number: track.number })
    .from(track)
    .where(and(eq(track.pipelineId, pipelineId), eq(track.isBreak, true)));
  const lifted = await tx
    .selectDistinct({ number: event.number })
    .from(event)
    .where(
      and(
        eq(event.pipelineId, pipelineId),
        eq(event.kind, "track"),
        inArray(event.reason, [BREAK_SET, BREAK_LIFTED]),
      ),
    );
  const numbers = [...set, ...lifted].flatMap(({ number }) => number ?? []);
  return [...new Set(numbers)].sort((one, other) => one - other);
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
