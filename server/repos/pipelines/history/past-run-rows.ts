import { type SQL, sql } from "drizzle-orm";
import { vertex } from "#drizzle/schema/graph.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { Values } from "#engine/json/json.ts";
import type { Queries } from "#platform/database/db.ts";
import { readTogether } from "#platform/database/db.ts";
import { driverValue, SelectText } from "../../text-of-columns.ts";
import { IS_FORCED } from "../../tracks/overridden-track.ts";
import { builtStatement } from "../../write-together.ts";
import { newestSucceeded } from "./expected-duration-rows.ts";

/** How long a vertex took in the last runs of its graph. Both in milliseconds. */
export type PastDurationRow = {
  readonly name: string;
  /** How many of the runs this is known from. */
  readonly runs: number;
  /** As the usual duration: the smaller one in the middle of an even number. */
  readonly median: number;
  /** At most one run in ten took longer. */
  readonly p90: number;
};

/** What a vertex gave in the last of these runs in which it succeeded. */
export type PastResultRow = {
  readonly name: string;
  readonly outputs: Values | null;
  /** The names of the heads that it named, or that were chosen; null if none were. */
  readonly next: readonly string[] | null;
};

/** Longer outputs are not read: what they decide is taken as unknown. In bytes of each vertex. */
const MAX_OUTPUTS = 16_384;

/** With rounds or polls, what a vertex does is all of its attempts together. */
const BEGUN = sql`if(json_extract(v.spec, '$.poll') is null and json_extract(v.spec, '$.repeat') is null,
  track.started_at, coalesce((select min(a.started_at) from attempt as a
    where a.track_id = track.id and a.kind = 'run'), track.started_at))`;

/**
 * How long each vertex took in the last succeeded runs of a graph, by its name. Where a person decided the end, it says
 * nothing of that.
 */
export async function pastDurations(tx: Queries, graphId: number, runs: number): Promise<PastDurationRow[]> {
  const [rows] = await readTogether(tx, [
    builtStatement(sql`
      with runs as (${lastRuns(graphId, runs)}),
      took as (
        select v.name, greatest(0, timestampdiff(microsecond, ${BEGUN}, track.finished_at) div 1000) as ms
        from runs
          inner join track on track.pipeline_id = runs.id and track.state = 'succeeded'
            and track.started_at is not null and track.finished_at is not null and not ${sql.raw(IS_FORCED)}
          inner join vertex as v on v.revision_id = runs.revision_id and v.number = track.number
      ),
      ranked as (
        select name, ms, row_number() over (partition by name order by ms) as place,
          count(*) over (partition by name) as runs
        from took
      )
      select name, max(runs) as runs, max(case when place = (runs + 1) div 2 then ms end) as median,
        max(case when place = ceiling(runs * 0.9) then ms end) as p90
      from ranked group by name`),
  ]);
  return ((rows ?? []) as Record<keyof PastDurationRow, unknown>[]).map((row) => ({
    name: String(row.name),
    runs: Number(row.runs),
    median: Number(row.median),
    p90: Number(row.p90),
  }));
}

type ResultRow = {
  readonly name: string;
  readonly outputs: Values | null;
  readonly next: readonly number[] | null;
  readonly revisionId: number;
};

const RESULT = new SelectText<ResultRow>("t", {
  name: { text: "newest.name", column: vertex.name },
  outputs: track.outputs,
  next: track.next,
  revisionId: { text: "newest.revision_id", column: vertex.revisionId },
});

/** What these vertices gave in the last succeeded runs of a graph, by their names. */
export async function pastResults(
  tx: Queries,
  graphId: number,
  runs: number,
  names: readonly string[],
): Promise<PastResultRow[]> {
  if (names.length === 0) return [];
  const list = sql.join(
    names.map((name) => sql`${driverValue(vertex.name, name)}`),
    sql`, `,
  );
  const [answer] = await readTogether(tx, [
    builtStatement(sql`
      with runs as (${lastRuns(graphId, runs)}),
      ranked as (
        select t.id, v.name, runs.revision_id,
          row_number() over (partition by v.name order by runs.id desc) as place
        from runs
          inner join track as t on t.pipeline_id = runs.id and t.state = 'succeeded'
          inner join vertex as v on v.revision_id = runs.revision_id and v.number = t.number
        where v.name in (${list})
      )
      select ${sql.raw(RESULT.list)} from ranked as newest inner join track as t on t.id = newest.id
      where newest.place = 1 and octet_length(coalesce(t.outputs, '')) <= ${MAX_OUTPUTS}`),
  ]);
  const found = RESULT.read(answer);
  const chosen = found.filter(({ next }) => next !== null);
  const nameOf = await namesIn(tx, [...new Set(chosen.map(({ revisionId }) => revisionId))]);
  return found.map(({ name, outputs, next, revisionId }) => ({
    name,
    outputs,
    next: next?.flatMap((number) => nameOf.get(`${revisionId} ${number}`) ?? []) ?? null,
  }));
}

/** The names of vertices by `REVISION NUMBER`. */
async function namesIn(tx: Queries, revisionIds: readonly number[]): Promise<ReadonlyMap<string, string>> {
  if (revisionIds.length === 0) return new Map();
  const list = sql.join(
    revisionIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const [rows] = await readTogether(tx, [
    builtStatement(
      sql`select revision_id as revisionId, number, name from vertex where revision_id in (${list})`,
    ),
  ]);
  return new Map(
    ((rows ?? []) as Record<string, unknown>[]).map((row) => [
      `${row["revisionId"]} ${row["number"]}`,
      String(row["name"]),
    ]),
  );
}

/** Pipelines that run the items of one vertex are left out: they have no vertices of the graph. */
function lastRuns(graphId: number, limit: number): SQL {
  return sql`select id, revision_id from (
      (${newestSucceeded(graphId, null, 0)}) union all (${newestSucceeded(graphId, null, 1)})
    ) as newest
    where items_of is null order by id desc limit ${limit}`;
}
