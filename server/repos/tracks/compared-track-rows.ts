import { and, asc, eq } from "drizzle-orm";
import { attempt } from "#drizzle/schema/pipelines/attempt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { Queries } from "#platform/database/db.ts";
import type { AttemptRow } from "./attempt-rows.ts";
import type { TrackRow } from "./track-rows.ts";

/** What two tracks are compared by: without the script, which is long. */
export type ComparedTrackRow = Pick<
  TrackRow,
  "number" | "state" | "attempt" | "outputs" | "startedAt" | "finishedAt"
> & {
  /** Of its newest attempt; null where it had none. */
  readonly inputs: AttemptRow["inputs"] | null;
  readonly exitCode: number | null;
};

/** All tracks of a pipeline by their numbers, with their newest attempts. */
export async function comparedTracks(tx: Queries, pipelineId: number): Promise<ComparedTrackRow[]> {
  const { number, state, outputs, startedAt, finishedAt } = track;
  const { inputs, exitCode } = attempt;
  return tx
    .select({ number, state, attempt: track.attempt, outputs, startedAt, finishedAt, inputs, exitCode })
    .from(track)
    .leftJoin(attempt, and(eq(attempt.trackId, track.id), eq(attempt.number, track.attempt)))
    .where(eq(track.pipelineId, pipelineId))
    .orderBy(asc(track.number));
}
