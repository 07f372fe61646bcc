import { and, asc, eq, getTableColumns, gte, inArray, isNotNull, or, sql } from "drizzle-orm";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { runner } from "#drizzle/schema/runner.ts";
import type { TrackState } from "#engine/model/track.ts";
import type { Queries } from "#platform/database/db.ts";
import type { Answer, Statement } from "#platform/database/statement.ts";
import { SelectText } from "../text-of-columns.ts";
import { IS_OVERRIDDEN } from "./overridden-track.ts";

export type TrackRow = typeof track.$inferSelect;

const TRACK = new SelectText<TrackRow>("track", getTableColumns(track));

/** The question for tracks of a pipeline, to be sent together with others; `readTracks` reads its answer. */
export function tracksQuery(pipelineId: number, numbers: readonly number[]): Statement {
  const places = numbers.map(() => "?").join(", ");
  const text = `select ${TRACK.list} from track where pipeline_id = ? and number in (${places})`;
  return { text, values: [pipelineId, ...numbers] };
}

/** The tracks that `tracksQuery` found; none where it was not asked. */
export function readTracks(answer: Answer | undefined): TrackRow[] {
  return TRACK.read(answer);
}

/** Reads tracks of a locked pipeline. The lock on its row protects its tracks: every writer of a track takes it. */
export async function tracksByNumber(
  tx: Queries,
  pipelineId: number,
  numbers: readonly number[],
): Promise<TrackRow[]> {
  return tx
    .select()
    .from(track)
    .where(and(eq(track.pipelineId, pipelineId), inArray(track.number, [...numbers])));
}

export async function tracksOf(tx: Queries, pipelineId: number): Promise<TrackRow[]> {
  return tx.select().from(track).where(eq(track.pipelineId, pipelineId)).orderBy(asc(track.number));
}

/** The outputs of some tracks of a pipeline, in the order of their numbers, from one number on. */
export async function outputsFrom(
  tx: Queries,
  pipelineId: number,
  from: number,
  limit: number,
): Promise<Pick<TrackRow, "number" | "outputs">[]> {
  return tx
    .select({ number: track.number, outputs: track.outputs })
    .from(track)
    .where(and(eq(track.pipelineId, pipelineId), gte(track.number, from)))
    .orderBy(asc(track.number))
    .limit(limit);
}

/** The tracks that a runner executes, as the database has them: whether each still belongs to it, and should stop. */
export async function claimedTracks(
  tx: Queries,
  ids: readonly number[],
): Promise<Pick<TrackRow, "id" | "state" | "attempt" | "token" | "isKillAsked">[]> {
  return tx
    .select({
      id: track.id,
      state: track.state,
      attempt: track.attempt,
      token: track.token,
      isKillAsked: track.isKillAsked,
    })
    .from(track)
    .where(inArray(track.id, [...ids]));
}

/** A runner executes its script or its undo script. */
const isExecuted = or(eq(track.state, "running"), and(eq(track.state, "reverting"), isNotNull(track.token)));

/** Running tracks of one runner, for the sweep and for the runner's page. */
export async function runningTracksOf(
  tx: Queries,
  runnerIds: readonly number[],
): Promise<Pick<TrackRow, "pipelineId" | "number" | "runnerId" | "startedAt">[]> {
  if (runnerIds.length === 0) return [];
  return tx
    .select({
      pipelineId: track.pipelineId,
      number: track.number,
      runnerId: track.runnerId,
      startedAt: track.startedAt,
    })
    .from(track)
    .where(and(inArray(track.runnerId, [...runnerIds]), isExecuted));
}

/** Running tracks whose runner has ended or was declared lost. */
export async function tracksOfGoneRunners(
  tx: Queries,
): Promise<{ pipelineId: number; number: number; token: Buffer | null; runner: string; lastSeen: string }[]> {
  return tx
    .select({
      pipelineId: track.pipelineId,
      number: track.number,
      token: track.token,
      runner: runner.name,
      lastSeen: sql<string>`date_format(${runner.seenAt}, '%Y-%m-%d %H:%i:%s')`,
    })
    .from(track)
    .innerJoin(runner, eq(runner.id, track.runnerId))
    .where(and(isExecuted, inArray(runner.state, ["lost", "stopped"])))
    .limit(1_000);
}

/** The id of every track of a pipeline, by its vertex's number. */
export async function trackIdsOf(tx: Queries, pipelineId: number): Promise<Map<number, number>> {
  const rows = await tx
    .select({ id: track.id, number: track.number })
    .from(track)
    .where(eq(track.pipelineId, pipelineId));
  return new Map(rows.map(({ id, number }) => [number, id]));
}

/** The state of every track of a pipeline, by its vertex's number. */
export async function statesOf(tx: Queries, pipelineId: number): Promise<Map<number, TrackState>> {
  const rows = await tx
    .select({ number: track.number, state: track.state })
    .from(track)
    .where(eq(track.pipelineId, pipelineId));
  return new Map(rows.map(({ number, state }) => [number, state]));
}

/** The tracks of a pipeline in one state. */
export type CountedTracks = {
  readonly pipelineId: number;
  readonly state: TrackState;
  readonly count: number;
  /** At their breakpoints. */
  readonly stopped: number;
  /** Until a person mends the undo of their child pipelines. */
  readonly toMend: number;
  /** Waiting for their child pipelines. */
  readonly children: number;
  /** A person decided how they ended, or gave them other values. */
  readonly overridden: number;
};

export async function countTracksByState(
  tx: Queries,
  pipelineIds: readonly number[],
): Promise<CountedTracks[]> {
  if (pipelineIds.length === 0) return [];
  return tx
    .select({
      pipelineId: track.pipelineId,
      state: track.state,
      count: sql<number>`count(*)`.mapWith(Number),
      stopped: sql<number>`count(case ${track.sleep} when 'break' then 1 end)`.mapWith(Number),
      toMend: sql<number>`count(case ${track.sleep} when 'undo' then 1 end)`.mapWith(Number),
      children: sql<number>`count(case ${track.sleep} when 'child' then 1 end)`.mapWith(Number),
      overridden: sql<number>`sum(${sql.raw(IS_OVERRIDDEN)})`.mapWith(Number),
    })
    .from(track)
    .where(inArray(track.pipelineId, [...pipelineIds]))
    .groupBy(track.pipelineId, track.state);
}
