import type { Queries } from "#platform/database/db.ts";
import { findGraph, type GraphRow } from "#repos/graphs/graph-rows.ts";
import { refuse } from "../../refusals/refused.ts";

/**
 * The graph of this name.
 *
 * @throws Refused `not-found`.
 */
export async function graphNamed(tx: Queries, name: string): Promise<GraphRow> {
  const graph = await findGraph(tx, name);
  return graph ?? refuse("not-found", `There is no graph "${name}".`, { command: { verb: "graph list" } });
}
