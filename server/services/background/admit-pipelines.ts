import { type Database, transact } from "#platform/database/db.ts";
import { lockGraphById } from "#repos/graphs/graph-rows.ts";
import { countBegunOf, graphsWithQueue, queuedPipelinesOf } from "#repos/pipelines/pipeline-queue-rows.ts";
import { MAX_LISTED, runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";

/** The rest waits for the next call. */
const MAX_GRAPHS = 200;
/** Of each graph. */
const MAX_ADMITTED = 20;

/**
 * Begins queued pipelines, oldest first, as far as the limit of their graph allows. The lock on the graph keeps the
 * count exact, so any number of processes may do this at once.
 */
export async function admitPipelines(database: Database): Promise<void> {
  const graphs = await graphsWithQueue(database.queries, MAX_GRAPHS);
  await runAllThenThrow(graphs.map((graphId) => () => admitOf(database, graphId)));
}

async function admitOf(database: Database, graphId: number): Promise<void> {
  let isFull = false;
  const queued = await queuedPipelinesOf(database.queries, graphId, MAX_LISTED);
  await runAllThenThrow(
    queued.map((id) => async () => {
      isFull ||= !(await admit(database, graphId, id));
      return !isFull;
    }),
    MAX_ADMITTED,
  );
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
