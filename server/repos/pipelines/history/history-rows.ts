import { vertex } from "#drizzle/schema/graph.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { TrackState } from "#engine/model/track.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";
import type { Statement } from "#platform/database/statement.ts";
import { driverValue, SelectText } from "../../text-of-columns.ts";

/** A vertex by its name, in several pipelines. */
export type VertexHistoryRow = { readonly name: string; readonly failed: number; readonly flaky: number };

/** A track of one of these pipelines. */
export type TrackHistoryRow = {
  readonly pipelineId: number;
  readonly name: string;
  readonly state: TrackState;
  readonly attempt: number;
  readonly isFlaky: boolean;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
};

/** More than one attempt is what a vertex with one of these is for. */
const IS_FLAKY = `(t.state = 'succeeded' and t.attempt > 1
  and json_extract(v.spec, '$.poll') is null and json_extract(v.spec, '$.repeat') is null)`;
const TRACKS = `from track as t inner join pipeline as p on p.id = t.pipeline_id
  inner join vertex as v on v.revision_id = p.revision_id and v.number = t.number`;
const marks = (values: readonly unknown[]) => values.map(() => "?").join(", ");

const CELL = new SelectText<TrackHistoryRow>("t", {
  pipelineId: track.pipelineId,
  name: { text: "v.name", column: vertex.name },
  state: track.state,
  attempt: track.attempt,
  isFlaky: { text: IS_FLAKY, column: track.isStale },
  startedAt: track.startedAt,
  finishedAt: track.finishedAt,
});

/** The vertices of these pipelines, those that fail most first, then in the order of their graphs. */
export async function verticesInHistory(
  tx: Queries,
  pipelineIds: readonly number[],
  limit: number,
): Promise<VertexHistoryRow[]> {
  if (pipelineIds.length === 0) return [];
  const text = `select v.name as name, sum(t.state in ('failed', 'lost', 'revert_failed')) as failed,
    sum(${IS_FLAKY}) as flaky ${TRACKS} where t.pipeline_id in (${marks(pipelineIds)})
    group by v.name order by failed desc, flaky desc, min(v.number), v.name limit ${limit}`;
  const [rows] = await readTogether(tx, [{ text, values: pipelineIds }]);
  return ((rows ?? []) as Record<string, unknown>[]).map((row) => ({
    name: vertex.name.mapFromDriverValue(row["name"] as never) as string,
    failed: Number(row["failed"]),
    flaky: Number(row["flaky"]),
  }));
}

/** What became of these vertices in these pipelines. */
export async function tracksInHistory(
  tx: Queries,
  pipelineIds: readonly number[],
  names: readonly string[],
): Promise<TrackHistoryRow[]> {
  if (pipelineIds.length === 0 || names.length === 0) return [];
  const asked: Statement = {
    text: `select ${CELL.list} ${TRACKS} where t.pipeline_id in (${marks(pipelineIds)}) and v.name in (${marks(names)})`,
    values: [...pipelineIds, ...names.map((name) => driverValue(vertex.name, name))],
  };
  const [rows] = await readTogether(tx, [asked]);
  return CELL.read(rows);
}

/** Of so many the newest that runs no items is taken: a graph may have run for very many items. */
const MAX_READ = 200;
/** By the index `pipeline_by_graph_state`, which has the children apart. */
const SUCCEEDED = `select id, items_of from pipeline
  where graph_id = ? and state = 'succeeded' and is_child = ? and is_test = 0 and id < ? order by id desc limit ${MAX_READ}`;
const LAST_SUCCEEDED = `select id from ((${SUCCEEDED}) union all (${SUCCEEDED})) as newest
  where items_of is null order by id desc limit 1`;

/** The newest run of a graph that succeeded and was launched before another one; null where there is none. */
export async function lastSucceededBefore(
  tx: Queries,
  graphId: number,
  before: number,
): Promise<number | null> {
  const [rows] = await readTogether(tx, [
    { text: LAST_SUCCEEDED, values: [graphId, 0, before, graphId, 1, before] },
  ]);
  const [row] = (rows ?? []) as Record<string, unknown>[];
  return row === undefined ? null : Number(row["id"]);
}
