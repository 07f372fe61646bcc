import { type SQL, sql } from "drizzle-orm";
import { OPEN_PIPELINE_STATES, type PipelineState } from "#engine/model/pipeline.ts";
import { isEnded, TRACK_STATES, type TrackState } from "#engine/model/track.ts";
import type { NoticeState } from "#engine/notices/notice-state.ts";
import type { Queries } from "#platform/database/db.ts";
import { HAS_LEASE } from "../fleet/runner-lease.ts";

/** So many rows of one state are counted at most: a count reads an entry of an index for each. */
export const MAX_COUNTED = 100_000;
/** So many ready tracks are looked at for the oldest. */
const MAX_QUEUE = 1_000;

const OPEN_TRACK_STATES = TRACK_STATES.filter((state) => !isEnded(state));

/** Notices that somebody may wait for: those to be sent, those kept for the end of a quiet time, and those given up. */
const NOTICE_STATES = ["waiting", "held", "given-up"] as const satisfies readonly NoticeState[];

/** What is true of the whole server now. */
export type Gauges = {
  readonly pipelines: Readonly<Partial<Record<PipelineState, number>>>;
  readonly openFailures: number;
  readonly tracks: Readonly<Partial<Record<TrackState, number>>>;
  /** For how long the oldest ready track waits for a runner, in milliseconds; 0 where none does. */
  readonly queueAgeMs: number;
  readonly runners: number;
  readonly slots: number;
  readonly busySlots: number;
  /** By how much the schedule is late at which the scheduler has to look next. */
  readonly scheduleLateMs: number;
  readonly notices: Readonly<Partial<Record<NoticeState, number>>>;
  readonly noticeSignals: number;
  /** By how much the notice is late that is due next. */
  readonly noticeLateMs: number;
  /** Events without a number in the feed; 0 where nobody has ever read it. */
  readonly feedWaiting: number;
};

const counted = (from: SQL) => sql`(select count(*) from (select 1 ${from} limit ${MAX_COUNTED}) as c)`;
const isAlive = sql`state in ('ready', 'draining') and ${HAS_LEASE}`;

/**
 * Reads all gauges in one statement, from indexes: ended pipelines are not looked at, however many there are. Of a paused
 * pipeline nothing waits for a runner.
 */
export async function readGauges(tx: Queries): Promise<Gauges> {
  const columns = [
    ...OPEN_PIPELINE_STATES.map(
      (state) =>
        sql`${counted(sql`from pipeline where state = ${state}`)} as ${sql.raw(`pipeline_${state}`)}`,
    ),
    ...OPEN_TRACK_STATES.map(
      (state) => sql`${counted(sql`from track where state = ${state}`)} as ${sql.raw(`track_${state}`)}`,
    ),
    sql`${counted(sql`from pipeline where is_open_failure = 1 and is_test = 0`)} as openFailures`,
    sql`(select coalesce(timestampdiff(microsecond, min(q.ready_at), now(3)) / 1000, 0) from (
        select ready_at, pipeline_id from track where state = 'pending' order by claim_at, id limit ${MAX_QUEUE}) as q
      inner join pipeline as p on p.id = q.pipeline_id
      where p.is_paused = 0 and p.is_parent_paused = 0) as queueAgeMs`,
    sql`(select count(*) from runner where ${isAlive}) as runners`,
    sql`(select coalesce(sum(slots), 0) from runner where ${isAlive}) as slots`,
    sql`(select count(*) from track as t inner join (select id from runner where ${isAlive}) as r on r.id = t.runner_id
      where t.state in ('running', 'reverting') and t.token is not null) as busySlots`,
    sql`(select coalesce(timestampdiff(microsecond, min(look_at), now(3)) / 1000, 0)
      from schedule where look_at is not null) as scheduleLateMs`,
    ...NOTICE_STATES.map(
      (state, place) =>
        sql`${counted(sql`from notice where state = ${state}`)} as ${sql.raw(`notice_${place}`)}`,
    ),
    sql`${counted(sql`from notice_signal`)} as noticeSignals`,
    sql`(select coalesce(timestampdiff(microsecond, min(due_at), now(3)) / 1000, 0)
      from notice where state = 'waiting' and due_at is not null) as noticeLateMs`,
    sql`if((select last_no from event_feed where n = 1) > 0,
      ${counted(sql`from event where feed_no is null`)}, 0) as feedWaiting`,
  ];
  const [rows] = await tx.execute(sql`select ${sql.join(columns, sql`, `)}`);
  const [row = {}] = rows as unknown as Record<string, unknown>[];
  const number = (name: string) => Math.max(0, Number(row[name] ?? 0));
  const byState = <State extends string>(states: readonly State[], prefix: string) =>
    Object.fromEntries(states.map((state) => [state, number(`${prefix}_${state}`)])) as Partial<
      Record<State, number>
    >;
  return {
    pipelines: byState(OPEN_PIPELINE_STATES, "pipeline"),
    openFailures: number("openFailures"),
    tracks: byState(OPEN_TRACK_STATES, "track"),
    queueAgeMs: number("queueAgeMs"),
    runners: number("runners"),
    slots: number("slots"),
    busySlots: number("busySlots"),
    scheduleLateMs: number("scheduleLateMs"),
    notices: Object.fromEntries(NOTICE_STATES.map((state, place) => [state, number(`notice_${place}`)])),
    noticeSignals: number("noticeSignals"),
    noticeLateMs: number("noticeLateMs"),
    feedWaiting: number("feedWaiting"),
  };
}
