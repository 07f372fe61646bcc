import { type Database, transact } from "#platform/database/db.ts";
import { lockGraphById } from "#repos/graphs/graph-rows.ts";
import { countBegunOf, graphsToAdmit, queuedPipelinesOf } from "#repos/pipelines/pipeline-queue-rows.ts";
import { MAX_LISTED, runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";

/** Of so many graphs pipelines begin in one call: the rest waits for the next. Those that can begin none do not count. */
const MAX_GRAPHS = 200;
/** Of each graph. */
const MAX_ADMITTED = 20;

/**
 * Begins queued pipelines, oldest first, as far as the limit of their graph allows. The lock on the graph keeps the
 * count exact, so any number of processes may do this at once. Of a graph whose places are taken nothing is locked.
 *
 * @param maxGraphs of so many graphs at most.
 */
export async function admitPipelines(database: Database, maxGraphs = MAX_GRAPHS): Promise<void> {
  const graphs = await graphsToAdmit(database.queries);
  await runAllThenThrow(
    graphs.map((graphId) => () => admitOf(database, graphId)),
    maxGraphs,
  );
}

/** False where none could begin. */
async function admitOf(database: Database, graphId: number): Promise<boolean> {
  let isFull = false;
  let hasBegun = false;
  const queued = await queuedPipelinesOf(database.queries, graphId, MAX_LISTED);
  await runAllThenThrow(
    queued.map((id) => async () => {
      isFull ||= !(await admit(database, graphId, id));
      hasBegun ||= !isFull;
      return !isFull;
    }),
    MAX_ADMITTED,
  );
  return hasBegun;
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
