import { type Database, transact } from "#platform/database/db.ts";
import { lockGraphById } from "#repos/graphs/graph-rows.ts";
import { countBegunOf, graphsWithQueue, queuedPipelinesOf } from "#repos/pipelines/pipeline-queue-rows.ts";
import { runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";

/** The rest waits for the next call. */
const MAX_GRAPHS = 200;

/**
 * Begins queued pipelines, oldest first, as far as the limit of their graph allows. The lock on the graph keeps the
 * count exact, so any number of processes may do this at once.
 */
export async function admitPipelines(database: Database): Promise<void> {
  const graphs = await graphsWithQueue(database.queries, MAX_GRAPHS);
  await runAllThenThrow(graphs.map((graphId) => () => admitOf(database, graphId)));
}

async function admitOf(database: Database, graphId: number): Promise<void> {
  for (const id of await queuedPipelinesOf(database.queries, graphId))
    if (!(await admit(database, graphId, id))) return;
}

/** False where the graph's limit is reached. */
function admit(database: Database, graphId: number, id: number): Promise<boolean> {
  return transact(database, (tx) =>
    withPipeline(tx, id, async (session) => {
      if (!session.row.isQueued || session.row.state !== "running") return true;
      await lockGraphById(tx, graphId);
      const max = session.plan.limits.pipelines ?? Number.POSITIVE_INFINITY;
      if ((await countBegunOf(tx, graphId)) >= max) return false;
      await session.load("all");
      session.adjustPipeline({ isQueued: false, reason: null });
      await session.decide({ type: "launched" }, "queue");
      return true;
    }),
  );
}
