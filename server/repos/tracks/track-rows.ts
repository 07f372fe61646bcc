import { and, asc, eq, getTableColumns, gt, inArray, isNotNull, lte, or, sql } from "drizzle-orm";
import { runner } from "#drizzle/schema/runner.ts";
import { track } from "#drizzle/schema/track.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { TIMED_TRACK_STATES, type TrackState } from "#engine/model/track.ts";
import type { Queries } from "#platform/database/db.ts";
import { bulkRows, type Cell } from "../bulk-rows.ts";
import type { Write } from "../write-together.ts";

export type TrackRow = typeof track.$inferSelect;
/** Few enough that one statement stays far below max_allowed_packet, even with the longest values. */
const ROWS_A_STATEMENT = 500;
/** The most characters that the values of the tracks of one statement have, beside a single longer track. */
const MAX_STATEMENT_LENGTH = 1_048_576;

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

export async function tracksChangedAfter(tx: Queries, pipelineId: number, rev: number): Promise<TrackRow[]> {
  return tx
    .select()
    .from(track)
    .where(and(eq(track.pipelineId, pipelineId), gt(track.rev, rev)))
    .orderBy(asc(track.number));
}

/** `keep` does not change the time. */
export type Clock = "keep" | "now" | "none";

const CLOCKS: Readonly<Record<Clock, number>> = { keep: 0, now: 1, none: 2 };

/** The times that are written by the database's clock. */
const CLOCK_KEYS = ["readyAt", "startedAt", "finishedAt"] as const;

/** Columns that are written only when the track is inserted, or by a separate rule below. */
const OTHER_KEYS: ReadonlySet<string> = new Set<keyof TrackRow>([
  "id",
  "pipelineId",
  "number",
  "rev",
  "priority",
  "labels",
  "hasConcurrencyClaims",
  "given",
  "inputProblems",
  "dueAt",
  "claimAt",
  ...CLOCK_KEYS,
]);

/** One track as a transaction leaves it. `fromState` guards the write. A new column of the table is included. */
export type TrackUpdate = Readonly<
  Omit<TrackRow, "rev" | "dueAt" | "claimAt" | (typeof CLOCK_KEYS)[number]>
> & {
  readonly fromState: TrackState;
  /** When the track wakes by itself: in so many milliseconds, as before, or never. */
  readonly due: number | "keep" | "none";
} & Readonly<Record<(typeof CLOCK_KEYS)[number], Clock>>;

type WrittenKey = Exclude<keyof TrackRow & keyof TrackUpdate, (typeof CLOCK_KEYS)[number]>;

const WRITTEN = Object.entries(getTableColumns(track))
  .filter(([key]) => !OTHER_KEYS.has(key))
  .map(([key, column]) => ({ key: key as WrittenKey, column }));

/**
 * The place in the order of claims: one step of priority is one minute, and the pipeline's age counts for ten at most.
 * It does not change while the track waits, so it is an index, and nothing waits for ever.
 */
const CLAIM_AT = `greatest((select p.launched_at from pipeline as p where p.id = t.pipeline_id),
  now(3) - interval 10 minute) + interval t.priority minute`;

/** Built once, because every settlement uses it. `c` is the derived table of `trackUpdates`, `t` the table. */
const ASSIGNMENTS = sql.raw(
  [
    ...WRITTEN.map(({ column: { name } }) => `t.${name} = c.${name}`),
    "t.due_at = case c.due when 0 then t.due_at when 1 then now(3) + interval c.sleep_us microsecond else null end",
    `t.claim_at = case c.ready_at when 0 then t.claim_at when 1 then ${CLAIM_AT} else null end`,
    ...CLOCK_KEYS.map((key) => track[key].name).map(
      (name) => `t.${name} = case c.${name} when 0 then t.${name} when 1 then now(3) else null end`,
    ),
  ].join(", "),
);

/** Inserts the tracks of a new pipeline, in the state that was decided. */
export function trackInserts(tx: Queries, rev: number, tracks: readonly TrackUpdate[]): Write[] {
  return inStatements(tracks).map(({ some, length }) => {
    const rows = some.map(newRow).map((row) => ({ ...row, rev }));
    return { statement: tx.insert(track).values(rows).getSQL(), matches: rows.length, length };
  });
}

/** Tracks in the order in which they were given, in parts that one statement can insert. */
function inStatements(tracks: readonly TrackUpdate[]): { some: TrackUpdate[]; length: number }[] {
  const parts: { some: TrackUpdate[]; length: number }[] = [];
  for (const one of tracks) {
    const { length } = writeJson([one.given, one.inputProblems]);
    const last = parts.at(-1);
    if (
      last === undefined ||
      last.some.length >= ROWS_A_STATEMENT ||
      last.length + length > MAX_STATEMENT_LENGTH
    )
      parts.push({ some: [one], length });
    else {
      last.some.push(one);
      last.length += length;
    }
  }
  return parts;
}

function newRow({ id: _id, fromState: _fromState, due, ...row }: TrackUpdate) {
  const at = (clock: Clock) => (clock === "now" ? sql`now(3)` : null);
  const dueAt =
    typeof due === "number" ? sql`now(3) + interval ${Math.round(due * 1_000)} microsecond` : null;
  const { readyAt, startedAt, finishedAt } = row;
  const claimAt = readyAt === "now" ? sql`now(3) + interval ${row.priority} minute` : null;
  const clocks = { readyAt: at(readyAt), startedAt: at(startedAt), finishedAt: at(finishedAt) };
  return { ...row, dueAt, claimAt, ...clocks };
}

/**
 * Updates many tracks by primary key, a few hundred rows in each statement. Each row must be in the state in which it
 * was read.
 */
export function trackUpdates(rev: number, updates: readonly TrackUpdate[]): Write[] {
  const writes: Write[] = [];
  for (let at = 0; at < updates.length; at += ROWS_A_STATEMENT) {
    const some = updates.slice(at, at + ROWS_A_STATEMENT);
    const changed = bulkRows(some.map(cellsOf));
    const statement = sql`
      update ${changed} as c straight_join track t on t.id = c.id and t.state = c.from_state
      set t.rev = ${rev}, ${ASSIGNMENTS}`;
    writes.push({ statement, matches: some.length });
  }
  return writes;
}

function cellsOf(row: TrackUpdate): Record<string, Cell> {
  const cells: Record<string, Cell> = { id: row.id, from_state: row.fromState };
  for (const { key, column } of WRITTEN) {
    const value = row[key];
    cells[column.name] =
      typeof value === "boolean"
        ? Number(value)
        : value === null
          ? null
          : (column.mapToDriverValue(value) as Cell);
  }
  cells["due"] = row.due === "keep" ? CLOCKS.keep : row.due === "none" ? CLOCKS.none : CLOCKS.now;
  cells["sleep_us"] = typeof row.due === "number" ? Math.round(row.due * 1_000) : 0;
  for (const key of CLOCK_KEYS) cells[track[key].name] = CLOCKS[row[key]];
  return cells;
}

/** Sleeping tracks that wake, and prompting ones whose time for an answer is over. */
const isDue = and(inArray(track.state, TIMED_TRACK_STATES), lte(track.dueAt, sql`now(3)`));

/** Pipelines with tracks whose sleep is over, by the database's clock. */
export async function pipelinesWithDueTracks(tx: Queries, limit: number): Promise<number[]> {
  const rows = await tx.selectDistinct({ id: track.pipelineId }).from(track).where(isDue).limit(limit);
  return rows.map(({ id }) => id);
}

/** The numbers of a locked pipeline's tracks whose sleep is over. */
export async function dueTracksOf(tx: Queries, pipelineId: number): Promise<number[]> {
  const rows = await tx
    .select({ number: track.number })
    .from(track)
    .where(and(eq(track.pipelineId, pipelineId), isDue))
    .orderBy(asc(track.number));
  return rows.map(({ number }) => number);
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
): Promise<{ pipelineId: number; number: number; runner: string; lastSeen: string }[]> {
  return tx
    .select({
      pipelineId: track.pipelineId,
      number: track.number,
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

export async function countTracksByState(
  tx: Queries,
  pipelineIds: readonly number[],
): Promise<
  {
    pipelineId: number;
    state: TrackState;
    count: number;
    stopped: number;
    toMend: number;
    children: number;
  }[]
> {
  if (pipelineIds.length === 0) return [];
  return tx
    .select({
      pipelineId: track.pipelineId,
      state: track.state,
      count: sql<number>`count(*)`.mapWith(Number),
      /** At their break points. */
      stopped: sql<number>`count(case ${track.sleep} when 'break' then 1 end)`.mapWith(Number),
      /** Until a person mends the undo of their child pipelines. */
      toMend: sql<number>`count(case ${track.sleep} when 'undo' then 1 end)`.mapWith(Number),
      /** Waiting for their child pipelines. */
      children: sql<number>`count(case ${track.sleep} when 'child' then 1 end)`.mapWith(Number),
    })
    .from(track)
    .where(inArray(track.pipelineId, [...pipelineIds]))
    .groupBy(track.pipelineId, track.state);
}

export async function countTracksIn(tx: Queries, state: TrackState): Promise<number> {
  const rows = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(track)
    .where(eq(track.state, state));
  return rows[0]?.count ?? 0;
}
