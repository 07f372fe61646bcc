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

/** What a vertex was given, or what it gave. */
export type ComparedPart = "inputs" | "outputs";

const STORED = { inputs: attempt.inputs, outputs: track.outputs };

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

/** The SHA-256 of the stored text of one part, by the numbers of these tracks: the values stay in the database. */
export async function digestedValues(
  tx: Queries,
  part: ComparedPart,
  pipelineId: number,
  numbers: readonly number[],
): Promise<Map<number, string | null>> {
  if (numbers.length === 0) return new Map();
  const rows = await tx
    .select({ number: track.number, digest: sql<string | null>`sha2(${STORED[part]}, 256)` })
    .from(track)
    .leftJoin(attempt, isNewest)
    .where(isAmong(pipelineId, numbers));
  return new Map(rows.map(({ number, digest }) => [number, digest]));
}

/** One part of the values, by the numbers of these tracks; null where a track has none. */
export async function comparedValues(
  tx: Queries,
  part: ComparedPart,
  pipelineId: number,
  numbers: readonly number[],
): Promise<Map<number, AttemptRow["inputs"] | TrackRow["outputs"]>> {
  if (numbers.length === 0) return new Map();
  const rows = await tx
    .select({ number: track.number, values: STORED[part] })
    .from(track)
    .leftJoin(attempt, isNewest)
    .where(isAmong(pipelineId, numbers));
  return new Map(rows.map(({ number, values }) => [number, values]));
}
