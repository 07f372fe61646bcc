import { and, asc, eq, gt, inArray, isNotNull, lte, or, sql } from "drizzle-orm";
import { runner } from "#drizzle/schema/runner.ts";
import { track } from "#drizzle/schema/track.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { type Sleep, TIMED_TRACK_STATES, type TrackState } from "#engine/model/track.ts";
import type { Queries } from "#platform/database/db.ts";
import { bulkRows } from "../bulk-rows.ts";
import type { Write } from "../write-together.ts";

export type TrackRow = typeof track.$inferSelect;
export type NewTrackRow = Pick<
  typeof track.$inferInsert,
  | "pipelineId"
  | "number"
  | "state"
  | "rev"
  | "waits"
  | "live"
  | "priority"
  | "labels"
  | "given"
  | "answers"
  | "isBreak"
  | "isSkippedAtLaunch"
  | "next"
  | "hasConcurrencyClaims"
>;

/** Few enough that one statement stays far below max_allowed_packet with the longest values. */
const ROWS_A_STATEMENT = 500;

export async function insertTracks(tx: Queries, rows: readonly NewTrackRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT)
    await tx.insert(track).values(rows.slice(at, at + ROWS_A_STATEMENT));
}

/** Tracks of a locked pipeline. Its row's lock is theirs: every writer of a track holds it. */
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

/** One track as a transaction leaves it. `fromState` guards the write; the clocks say which times become now or null. */
export type TrackUpdate = {
  readonly id: number;
  readonly fromState: TrackState;
  readonly state: TrackState;
  readonly reason: string | null;
  readonly waits: number;
  readonly live: number;
  readonly blame: number | null;
  readonly next: readonly number[] | null;
  readonly attempt: number;
  readonly token: Buffer | null;
  readonly runnerId: number | null;
  readonly isKillAsked: boolean;
  readonly answers: Readonly<Record<string, Json>>;
  readonly outputs: Readonly<Record<string, Json>> | null;
  readonly retries: number;
  readonly sleep: Sleep | null;
  readonly isBreak: boolean;
  readonly isSkippedAtLaunch: boolean;
  readonly giveUpAt: Date | null;
  /** When it goes on by itself: so many milliseconds from now, as it was, or never. */
  readonly due: number | "keep" | "none";
  readonly decidedBy: string | null;
  readonly decidedWhy: string | null;
  readonly readyAt: Clock;
  readonly startedAt: Clock;
  readonly finishedAt: Clock;
};

/** `keep` leaves the time as it is. */
export type Clock = "keep" | "now" | "none";

const CLOCKS: Readonly<Record<Clock, number>> = { keep: 0, now: 1, none: 2 };

/** Writes of many tracks, a statement a few hundred rows, by primary key; each row must be in the state it was read in. */
export function trackUpdates(rev: number, updates: readonly TrackUpdate[]): Write[] {
  const writes: Write[] = [];
  for (let at = 0; at < updates.length; at += ROWS_A_STATEMENT) {
    const some = updates.slice(at, at + ROWS_A_STATEMENT);
    const changed = bulkRows(
      some.map((row) => ({
        id: row.id,
        from_state: row.fromState,
        state: row.state,
        reason: row.reason,
        waits: row.waits,
        live: row.live,
        blame: row.blame,
        next: row.next === null ? null : JSON.stringify(row.next),
        attempt: row.attempt,
        token: row.token,
        runner_id: row.runnerId,
        is_kill_asked: row.isKillAsked ? 1 : 0,
        answers: JSON.stringify(row.answers),
        outputs: row.outputs === null ? null : JSON.stringify(row.outputs),
        retries: row.retries,
        sleep: row.sleep,
        is_break: row.isBreak ? 1 : 0,
        is_skipped_at_launch: row.isSkippedAtLaunch ? 1 : 0,
        give_up_at: row.giveUpAt === null ? null : row.giveUpAt.toISOString().slice(0, 23).replace("T", " "),
        due: row.due === "keep" ? CLOCKS.keep : row.due === "none" ? CLOCKS.none : CLOCKS.now,
        sleep_us: typeof row.due === "number" ? Math.round(row.due * 1_000) : 0,
        decided_by: row.decidedBy,
        decided_why: row.decidedWhy,
        ready: CLOCKS[row.readyAt],
        started: CLOCKS[row.startedAt],
        finished: CLOCKS[row.finishedAt],
      })),
    );
    const statement = sql`
      update ${changed} as c straight_join track t on t.id = c.id and t.state = c.from_state
      set t.state = c.state, t.reason = c.reason, t.rev = ${rev}, t.waits = c.waits, t.live = c.live,
        t.blame = c.blame, t.next = c.next, t.attempt = c.attempt, t.token = c.token, t.runner_id = c.runner_id,
        t.is_kill_asked = c.is_kill_asked, t.answers = c.answers, t.outputs = c.outputs,
        t.retries = c.retries, t.sleep = c.sleep, t.is_break = c.is_break, t.is_skipped_at_launch = c.is_skipped_at_launch, t.give_up_at = c.give_up_at,
        t.due_at = case c.due when 0 then t.due_at when 1 then now(3) + interval c.sleep_us microsecond else null end,
        t.decided_by = c.decided_by, t.decided_why = c.decided_why,
        t.ready_at = case c.ready when 0 then t.ready_at when 1 then now(3) else null end,
        t.started_at = case c.started when 0 then t.started_at when 1 then now(3) else null end,
        t.finished_at = case c.finished when 0 then t.finished_at when 1 then now(3) else null end`;
    writes.push({ statement, matches: some.length });
  }
  return writes;
}

/** Sleeping ones that go on, and prompting ones that have waited long enough for an answer. */
const isDue = and(inArray(track.state, TIMED_TRACK_STATES), lte(track.dueAt, sql`now(3)`));

/** Pipelines with tracks that have slept long enough, by the database's clock. */
export async function pipelinesWithDueTracks(tx: Queries, limit: number): Promise<number[]> {
  const rows = await tx.selectDistinct({ id: track.pipelineId }).from(track).where(isDue).limit(limit);
  return rows.map(({ id }) => id);
}

/** The numbers of a locked pipeline's tracks that have slept long enough. */
export async function dueTracksOf(tx: Queries, pipelineId: number): Promise<number[]> {
  const rows = await tx
    .select({ number: track.number })
    .from(track)
    .where(and(eq(track.pipelineId, pipelineId), isDue));
  return rows.map(({ number }) => number);
}

/** The tracks a runner executes, as the database has them: whether each is still its own, and asked to stop. */
export async function claimedTracks(
  tx: Queries,
  ids: readonly number[],
): Promise<Pick<TrackRow, "id" | "state" | "token" | "isKillAsked">[]> {
  return tx
    .select({ id: track.id, state: track.state, token: track.token, isKillAsked: track.isKillAsked })
    .from(track)
    .where(inArray(track.id, [...ids]));
}

/** A script of it is executed: its own, or the one that undoes it. */
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
): Promise<{ pipelineId: number; state: TrackState; count: number; stopped: number }[]> {
  if (pipelineIds.length === 0) return [];
  return tx
    .select({
      pipelineId: track.pipelineId,
      state: track.state,
      count: sql<number>`count(*)`.mapWith(Number),
      /** At their break points. */
      stopped: sql<number>`count(case ${track.sleep} when 'break' then 1 end)`.mapWith(Number),
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
