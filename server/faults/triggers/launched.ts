import type { FaultContext } from "../harness/fault-harness.ts";

/** The numbers of all pipelines of a graph, the oldest first. */
export async function pipelinesOf({ database }: FaultContext, graph: string): Promise<number[]> {
  const [rows] = await database.pool.query(
    "SELECT p.id FROM pipeline p JOIN graph g ON g.id = p.graph_id WHERE g.name = ? ORDER BY p.id",
    [graph],
  );
  return (rows as { id: number }[]).map(({ id }) => id);
}
