import { graph } from "#drizzle/schema/graph.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";
import type { Statement } from "#platform/database/statement.ts";
import { readInPieces } from "../read-in-pieces.ts";
import { isInFolders } from "./graph-rows.ts";

/** Rows of a table with an id and a graph. An index has them by graph, by what else is asked of them, and by id. */
export type RowsOfGraphs = {
  readonly table: "pipeline" | "prompt";
  /** The index that has them; absent: the server finds it. */
  readonly index?: string;
  /** More that is asked of them: `state = ?`. */
  readonly where: readonly Statement[];
  /** Absent: the newest are those with the largest ids. */
  readonly by?: "closed_at";
};

/**
 * The newest rows of all graphs in these folders, newest first. There may be a million rows of other graphs, so they are
 * never gone through: the newest row of each graph is looked up, and only the graphs with the newest ones can have any
 * among the first.
 */
export async function newestOfGraphs(
  tx: Queries,
  folders: readonly number[],
  limit: number,
  asked: RowsOfGraphs,
): Promise<number[]> {
  if (folders.length === 0) return [];
  const graphs = await tx.select({ id: graph.id }).from(graph).where(isInFolders(folders));
  const ids = graphs.map(({ id }) => id);
  const newest = await readInPieces(ids, (some) => newestIn(tx, some, 1, asked));
  const first = newest.sort(newestFirst).slice(0, limit);
  const graphIds = first.map(({ graphId }) => graphId);
  const found = await newestIn(tx, graphIds, limit, asked);
  return found
    .sort(newestFirst)
    .slice(0, limit)
    .map(({ id }) => id);
}

/** `at`: in milliseconds, where that says which are newest; else 0. */
type Found = { readonly id: number; readonly graphId: number; readonly at: number };

function newestFirst(one: Found, other: Found): number {
  return other.at - one.at || other.id - one.id;
}

async function newestIn(
  tx: Queries,
  graphIds: readonly number[],
  limit: number,
  { table, index, where, by }: RowsOfGraphs,
): Promise<Found[]> {
  if (graphIds.length === 0) return [];
  const conditions = ["graph_id = ?", ...where.map(({ text }) => text)].join(" and ");
  const from = index === undefined ? table : `${table} force index (${index})`;
  const at = by === undefined ? "" : `, unix_timestamp(${by}) * 1000 as at`;
  const order = by === undefined ? "id desc" : `${by} desc, id desc`;
  const part = `(select id, graph_id${at} from ${from} where ${conditions} order by ${order} limit ${limit})`;
  const values = graphIds.flatMap((id) => [id, ...where.flatMap((each) => each.values)]);
  const [rows] = await readTogether(tx, [{ text: graphIds.map(() => part).join(" union all "), values }]);
  if (!Array.isArray(rows)) return [];
  return (rows as { id: number; graph_id: number; at?: number | string }[]).map((row) => ({
    id: Number(row.id),
    graphId: Number(row.graph_id),
    at: Math.round(Number(row.at ?? 0)),
  }));
}
