import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { attempt } from "#drizzle/schema/pipelines/attempt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { Queries } from "#platform/database/db.ts";
import type { AttemptRow } from "./attempt-rows.ts";
import type { TrackRow } from "./track-rows.ts";

/** What two tracks are compared by: without the script and the values, which are long. */
export type ComparedTrackRow = Pick<TrackRow, "number" | "state" | "attempt" | "startedAt" | "finishedAt"> & {
  /** Of its newest attempt; null where it had none. */
  readonly exitCode: number | null;
  /** How long the stored inputs of that attempt and the outputs are, in bytes; null where there are none. */
  readonly inputs: number | null;
  readonly outputs: number | null;
};

/** The values of a track that are compared; null where there are none. */
export type ComparedValues = {
  readonly number: number;
  readonly inputs: AttemptRow["inputs"] | null;
  readonly outputs: TrackRow["outputs"];
};

/** The same, each as the SHA-256 of its stored text. */
type DigestedValues = {
  readonly number: number;
  readonly inputs: string | null;
  readonly outputs: string | null;
};

const isNewest = and(eq(attempt.trackId, track.id), eq(attempt.number, track.attempt));

/** All tracks of a pipeline by their numbers, with their newest attempts. */
export async function comparedTracks(tx: Queries, pipelineId: number): Promise<ComparedTrackRow[]> {
  const { number, state, startedAt, finishedAt } = track;
  return tx
    .select({
      ...{ number, state, attempt: track.attempt, startedAt, finishedAt, exitCode: attempt.exitCode },
      inputs: sql<number | null>`octet_length(${attempt.inputs})`,
      outputs: sql<number | null>`octet_length(${track.outputs})`,
    })
    .from(track)
    .leftJoin(attempt, isNewest)
    .where(eq(track.pipelineId, pipelineId))
    .orderBy(asc(track.number));
}

const isAmong = (pipelineId: number, numbers: readonly number[]): SQL | undefined =>
  and(eq(track.pipelineId, pipelineId), inArray(track.number, [...numbers]));

/** The digests of the values of these tracks: the values themselves stay in the database. */
export async function digestedValues(
  tx: Queries,
  pipelineId: number,
  numbers: readonly number[],
): Promise<DigestedValues[]> {
  if (numbers.length === 0) return [];
  return tx
    .select({
      number: track.number,
      inputs: sql<string | null>`sha2(${attempt.inputs}, 256)`,
      outputs: sql<string | null>`sha2(${track.outputs}, 256)`,
    })
    .from(track)
    .leftJoin(attempt, isNewest)
    .where(isAmong(pipelineId, numbers));
}

/** The values of these tracks. */
export async function comparedValues(
  tx: Queries,
  pipelineId: number,
  numbers: readonly number[],
): Promise<ComparedValues[]> {
  if (numbers.length === 0) return [];
  return tx
    .select({ number: track.number, inputs: attempt.inputs, outputs: track.outputs })
    .from(track)
    .leftJoin(attempt, isNewest)
    .where(isAmong(pipelineId, numbers));
}
