import {
  type GraphHistory,
  type HistoryCell,
  MAX_HISTORY_RUNS,
  MAX_HISTORY_VERTICES,
} from "#contract/pipelines/graph-history.ts";
import type { Queries } from "#platform/database/db.ts";
import {
  type TrackHistoryRow,
  tracksInHistory,
  verticesInHistory,
} from "#repos/pipelines/history/history-rows.ts";
import { listPipelines } from "#repos/pipelines/pipeline-list-rows.ts";
import { graphNamed } from "../graphs/lookup/graph-named.ts";

const MAX_COUNTED = 99;

/**
 * What became of the last pipelines of a graph and of its vertices in them. Pipelines that run the items of one vertex are
 * left out: they have no vertices of the graph.
 *
 * @throws Refused `not-found`.
 */
export async function graphHistory(
  tx: Queries,
  { name, children }: { readonly name: string; readonly children: boolean },
): Promise<GraphHistory> {
  const { id: graphId } = await graphNamed(tx, name);
  const page = { limit: MAX_HISTORY_RUNS };
  const asked = { graphId, hasChildren: children, isWithoutItems: true };
  const runs = (await listPipelines(tx, asked, page)).rows.toReversed();
  const ids = runs.map(({ pipeline }) => pipeline.id);
  const found = await verticesInHistory(tx, ids, MAX_HISTORY_VERTICES + 1);
  const vertices = found.slice(0, MAX_HISTORY_VERTICES);
  const cells = await tracksInHistory(
    tx,
    ids,
    vertices.map((vertex) => vertex.name),
  );
  const open = await listPipelines(tx, { graphId, only: "open-failure" }, { limit: MAX_COUNTED });
  return {
    runs: runs.map(({ pipeline, revisionNumber }) => ({
      id: pipeline.id,
      name: pipeline.name,
      revision: revisionNumber ?? 0,
      state: pipeline.state,
      launchedAt: pipeline.launchedAt,
      finishedAt: pipeline.finishedAt,
    })),
    vertices: vertices.map((vertex) => ({ ...vertex, cells: cellsOf(ids, cells, vertex.name) })),
    hasMoreVertices: found.length > vertices.length,
    openFailures: open.rows.length,
  };
}

function cellsOf(
  ids: readonly number[],
  rows: readonly TrackHistoryRow[],
  name: string,
): (HistoryCell | null)[] {
  const own = new Map(rows.filter((row) => row.name === name).map((row) => [row.pipelineId, row]));
  return ids.map((id) => {
    const row = own.get(id);
    if (row === undefined) return null;
    const { state, attempt, isFlaky, startedAt, finishedAt } = row;
    return { state, attempts: attempt, isFlaky, startedAt, finishedAt };
  });
}
