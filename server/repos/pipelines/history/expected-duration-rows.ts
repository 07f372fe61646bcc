import { type SQL, sql } from "drizzle-orm";
import type { Queries } from "#platform/database/db.ts";
import { readTogether } from "#platform/database/db.ts";
import { IS_FORCED } from "../../tracks/overridden-track.ts";
import { builtStatement } from "../../write-together.ts";

export type ExpectedDurationRow = {
  readonly name: string;
  /** How many of the runs this is known from. */
  readonly runs: number;
  /** The median in milliseconds; of an even number of durations the smaller one in the middle. */
  readonly ms: number;
};

/**
 * How long the last attempt of each vertex took in the last succeeded runs of a graph, by the vertex's name: revisions may
 * number it differently. Where a person decided the end, it says nothing of how long the vertex takes.
 *
 * Tests and what runs below them are left out.
 *
 * @param before only runs that were launched before this one count.
 * @param limit so many runs at most.
 */
export async function expectedDurations(
  tx: Queries,
  graphId: number,
  before: number,
  limit: number,
): Promise<ExpectedDurationRow[]> {
  const [rows] = await readTogether(tx, [
    builtStatement(sql`
      with runs as (
        select id, revision_id from (
          (${newestSucceeded(graphId, before, 0)}) union all (${newestSucceeded(graphId, before, 1)})
        ) as newest
        where items_of is null order by id desc limit ${limit}
      ),
      took as (
        select v.name, timestampdiff(microsecond, track.started_at, track.finished_at) div 1000 as ms
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
      select name, runs, ms from ranked where place = (runs + 1) div 2`),
  ]);
  return ((rows ?? []) as Record<keyof ExpectedDurationRow, unknown>[]).map(({ name, runs, ms }) => ({
    name: String(name),
    runs: Number(runs),
    ms: Number(ms),
  }));
}

/** Of so many of each kind the last runs are taken: a graph may have run for very many items. */
const MAX_READ = 200;

/**
 * The newest succeeded pipelines of a graph, by the index `pipeline_by_graph_state`, which has the children apart.
 *
 * @param before only pipelines that were launched before this one; null: all.
 */
export const newestSucceeded = (graphId: number, before: number | null, isChild: 0 | 1): SQL => {
  const earlier = before === null ? sql`` : sql` and id < ${before}`;
  return sql`select id, revision_id, items_of from pipeline
    where graph_id = ${graphId} and state = 'succeeded' and is_child = ${isChild} and is_test = 0${earlier}
    order by id desc limit ${MAX_READ}`;
};
