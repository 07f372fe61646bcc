import { type SQL, sql } from "drizzle-orm";
import { MySqlDialect, QueryBuilder } from "drizzle-orm/mysql-core";
import type { Candidate } from "#contract/runners/runner-gateway.ts";
import { TIMED_TRACK_STATES } from "#engine/model/track.ts";
import type { Queries } from "#platform/database/db.ts";
import { CHILD_WORK } from "../pipelines/children/child-pipeline-rows.ts";
import { CHILD_UNDO_WORK } from "../pipelines/children/child-undo-rows.ts";
import { IS_HELD_FOR_CHILD } from "../pipelines/wait-rows.ts";
import { CANDIDATE_COLUMNS, claimableQuery, type Served } from "../tracks/claim-query.ts";

/** It makes the text of queries, and runs none. */
const textOnly = new QueryBuilder() as unknown as Queries;
const isAny = (queries: readonly ((tx: Queries) => SQL | { getSQL(): SQL })[]) =>
  sql.join(
    queries.map((query) => sql`exists (${query(textOnly)})`),
    sql` or `,
  );

const isTimed = sql`state in ${TIMED_TRACK_STATES}`;
const isInTime = sql`state = 'running' and is_overdue = 0 and cancelled_by is null`;

/** Whether there is work of each kind that runners do for all. */
const DUE = {
  timers: sql`exists (select 1 from track where ${isTimed} and due_at <= now(3))`,
  overdue: sql`exists (select 1 from pipeline where ${isInTime} and due_at <= now(3))`,
  calls: sql`exists (select 1 from callback_call as c
    inner join track as t on t.pipeline_id = c.pipeline_id and t.number = c.number and t.attempt = c.attempt
    where c.state = 'pending' and t.state = 'sleeping' and t.sleep = 'callback')`,
  children: isAny(CHILD_WORK),
  undos: isAny(CHILD_UNDO_WORK),
  queue: sql`exists (select 1 from pipeline where state = 'running' and is_queued = 1 and cancelled_by is null)`,
  /** What may wait in a ring: a child in a queue, or a track that holds a lock for its child. */
  rings: sql`exists (select 1 from pipeline
      where state = 'running' and is_queued = 1 and parent_id is not null and cancelled_by is null)
    or exists (select 1 from concurrency_slot as h inner join track on track.id = h.track_id
      where h.name like 'lock:%' and ${IS_HELD_FOR_CHILD})`,
} as const;

/** A kind of work that runners do for all. */
export type DueWork = keyof typeof DUE;

const KINDS = Object.keys(DUE) as DueWork[];
const BITS = sql.join(
  KINDS.map((kind, place) => sql`(${DUE[kind]}) * ${sql.raw(String(2 ** place))}`),
  sql` + `,
);
const msUntil = (from: SQL) =>
  sql`(select timestampdiff(microsecond, now(3), min(due_at)) / 1000 ${from} and due_at > now(3))`;
const NEXT = sql`least(
  coalesce(${msUntil(sql`from pipeline where ${isInTime}`)}, 1e12),
  ${sql.join(
    TIMED_TRACK_STATES.map(
      (state) => sql`coalesce(${msUntil(sql`from track where state = ${state}`)}, 1e12)`,
    ),
    sql`, `,
  )})`;

/** Built once: it takes longer to build than to carry out, and all its values are constants. */
const DUE_TEXT = sql.raw(
  new MySqlDialect().sqlToQuery(sql`${BITS} as bits, ${NEXT} as nextMs`.inlineParams()).sql,
);

/** What a runner may do now. */
export type FoundWork = {
  /** As `claimableTracks` gives them. */
  readonly candidates: readonly Candidate[];
  readonly due: ReadonlySet<DueWork>;
  /** In how many milliseconds the next timer or timeout is due; very many where there is none. */
  readonly nextDueMs: number;
  /** True where a person asked the runner to claim nothing more. */
  readonly isDraining: boolean;
};

const [ID, ...OTHERS] = CANDIDATE_COLUMNS;
const CANDIDATE = sql.raw([ID, ...OTHERS].map((name) => `c.${name}`).join(", "));
/** The first row tells of what is due, and has no candidate. */
const NO_CANDIDATE = sql.raw(OTHERS.map((name) => `0 as ${name}`).join(", "));

/** The number 0 of the first row makes decimals of these, which the driver gives as text. */
function candidateOf(row: Candidate): Candidate {
  return Object.fromEntries(CANDIDATE_COLUMNS.map((name) => [name, Number(row[name])])) as Candidate;
}

type Row = Candidate & { readonly bits: number | null; readonly nextMs: number | null };

/**
 * All that a runner looks for, in one query: tracks to claim, what is to be done for all, and when it must look again.
 *
 * @param limit how many tracks it can start; 0: none is looked for.
 */
export async function findWork(tx: Queries, served: Served, limit: number): Promise<FoundWork> {
  const state = sql`(select state = 'draining' from runner where id = ${served.runnerId})`;
  const due = sql`select ${state} as id, ${NO_CANDIDATE}, ${DUE_TEXT}`;
  const claims = sql`union all select ${CANDIDATE}, null, null
    from (${claimableQuery(served, limit)}) as c`;
  const [rows] = await tx.execute(limit > 0 ? sql`${due} ${claims}` : due);
  const found = rows as unknown as Row[];
  const first = found.find(({ bits }) => bits !== null);
  const bits = Number(first?.bits ?? 0);
  return {
    candidates: found
      .filter((row) => row.bits === null)
      .slice(0, limit)
      .map(candidateOf),
    due: new Set(KINDS.filter((_, place) => Math.floor(bits / 2 ** place) % 2 === 1)),
    nextDueMs: Number(first?.nextMs ?? Number.POSITIVE_INFINITY),
    isDraining: Number(first?.id) === 1,
  };
}
