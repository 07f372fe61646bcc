import { and, desc, eq, exists, gte, inArray, isNotNull, isNull, lt, lte, ne, or } from "drizzle-orm";
import { vertex } from "#drizzle/schema/graph.ts";
import { event } from "#drizzle/schema/pipelines/event.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { TrackState } from "#engine/model/track.ts";
import type { Queries } from "#platform/database/db.ts";
import type { NoticedPipeline } from "./noticed-pipelines.ts";

/** Of all events of a pipeline those of its own transitions; an index has them together. */
const OF_PIPELINE = and(isNull(event.number), eq(event.kind, "pipeline"));

/** What `signalOf` signals, as it stands in the events. */
const SIGNALLED = or(
  inArray(event.toState, ["failed", "succeeded"]),
  and(eq(event.fromState, "running"), eq(event.toState, "reverting")),
);

/** Whether a failure is what was signalled last before this rev: of this pipeline, else of one of its graph before it. */
export async function followsFailure(
  tx: Queries,
  { id, graphId }: Pick<NoticedPipeline, "id" | "graphId">,
  rev: number,
): Promise<boolean> {
  const own = await isLastAFailure(tx, id, rev);
  if (own !== null) return own;
  const signalled = tx
    .select({ rev: event.rev })
    .from(event)
    .where(and(eq(event.pipelineId, pipeline.id), OF_PIPELINE, SIGNALLED));
  const [before] = await tx
    .select({ id: pipeline.id, state: pipeline.state })
    .from(pipeline)
    .where(
      and(
        eq(pipeline.graphId, graphId),
        eq(pipeline.isChild, false),
        eq(pipeline.isTest, false),
        or(
          inArray(pipeline.state, ["failed", "succeeded"]),
          // One that was cancelled may be undone, too.
          and(inArray(pipeline.state, ["reverting", "reverted"]), exists(signalled)),
        ),
        lt(pipeline.id, id),
      ),
    )
    .orderBy(desc(pipeline.id))
    .limit(1);
  if (before === undefined || before.state === "succeeded") return false;
  return before.state === "failed" || (await isLastAFailure(tx, before.id)) === true;
}

/** Whether what was signalled last of a pipeline is a failure; null where nothing was. */
async function isLastAFailure(tx: Queries, pipelineId: number, beforeRev?: number): Promise<boolean | null> {
  const [last] = await tx
    .select({ to: event.toState })
    .from(event)
    .where(
      and(
        eq(event.pipelineId, pipelineId),
        OF_PIPELINE,
        SIGNALLED,
        beforeRev === undefined ? undefined : lt(event.rev, beforeRev),
      ),
    )
    .orderBy(desc(event.rev), desc(event.n))
    .limit(1);
  return last === undefined ? null : last.to !== "succeeded";
}

/**
 * The rev at which the undo ended that a pipeline was in before it failed at this rev; null where there was none. Its final
 * steps, or all from one vertex on, may have run in between.
 */
export async function undoEndedAt(tx: Queries, pipelineId: number, rev: number): Promise<number | null> {
  const moves = await tx
    .select({ rev: event.rev, from: event.fromState })
    .from(event)
    .where(
      and(
        eq(event.pipelineId, pipelineId),
        OF_PIPELINE,
        ne(event.fromState, event.toState),
        lte(event.rev, rev),
      ),
    )
    .orderBy(desc(event.rev), desc(event.n))
    .limit(2);
  return moves.find(({ from }) => from === "reverting")?.rev ?? null;
}

export type FailedTrack = {
  readonly trackId: number;
  readonly attempt: number;
  readonly vertex: string;
  readonly reason: string | null;
  /** Of one that is being undone, or was: the last line before that. Of one without a log: that of what failed below it. */
  readonly lastLine: string | null;
  readonly state: TrackState;
};

/** The first track of a pipeline that failed, also where it is undone meanwhile: its vertex, why, and its last attempt. */
export async function failureOf(tx: Queries, pipelineId: number): Promise<FailedTrack | null> {
  const found = await firstTrack(tx, pipelineId, or(eq(track.state, "failed"), isNotNull(track.failure)));
  if (found === null) return null;
  const { failure, ...row } = found;
  return { ...row, reason: failure?.reason ?? row.reason, lastLine: failure?.lastLine ?? null };
}

/** The first track of a pipeline whose undo failed. */
export async function failedUndoOf(tx: Queries, pipelineId: number): Promise<FailedTrack | null> {
  const found = await firstTrack(tx, pipelineId, eq(track.state, "revert_failed"));
  return found === null ? null : { ...found, lastLine: null };
}

/**
 * The first track of a pipeline that failed after its undo, such as a final step; null also where the undo left something out:
 * then that is why the pipeline failed.
 */
export async function failedAfterUndo(
  tx: Queries,
  pipelineId: number,
  undoneAt: number,
): Promise<FailedTrack | null> {
  if ((await firstTrack(tx, pipelineId, eq(track.state, "not_reverted"))) !== null) return null;
  const failedSince = tx
    .select({ rev: event.rev })
    .from(event)
    .where(
      and(
        eq(event.pipelineId, track.pipelineId),
        eq(event.number, track.number),
        eq(event.kind, "track"),
        eq(event.toState, "failed"),
        gte(event.rev, undoneAt),
      ),
    );
  const found = await firstTrack(tx, pipelineId, and(eq(track.state, "failed"), exists(failedSince)));
  return found === null ? null : { ...found, lastLine: null };
}

async function firstTrack(tx: Queries, pipelineId: number, which: ReturnType<typeof and>) {
  const [found] = await tx
    .select({
      trackId: track.id,
      attempt: track.attempt,
      state: track.state,
      reason: track.reason,
      failure: track.failure,
      vertex: vertex.name,
    })
    .from(track)
    .innerJoin(pipeline, eq(pipeline.id, track.pipelineId))
    .innerJoin(vertex, and(eq(vertex.revisionId, pipeline.revisionId), eq(vertex.number, track.number)))
    .where(and(eq(track.pipelineId, pipelineId), which))
    .orderBy(track.number)
    .limit(1);
  return found ?? null;
}
