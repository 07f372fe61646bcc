import { type Database, transact } from "#platform/db.ts";
import { lockGraphById } from "#repos/graph-rows.ts";
import { countBegunOf, queuedPipelines } from "#repos/hold-rows.ts";
import { OpenPipeline } from "./open-pipeline.ts";

/** What more there is waits for the next look. */
const MOST = 50;

/**
 * Lets queued pipelines begin of whose graph fewer run than may, the oldest first. The graph's lock makes the count sure;
 * any number of processes may do it at once.
 */
export async function admitPipelines(database: Database): Promise<void> {
  for (const { id, graphId } of await queuedPipelines(database.queries, MOST))
    await transact(database, async (tx) => {
      await lockGraphById(tx, graphId);
      const open = await OpenPipeline.open(tx, id);
      if (open === null || !open.row.isQueued || open.row.state !== "running") return;
      if ((await countBegunOf(tx, graphId)) >= (open.plan.limits.pipelines ?? Number.POSITIVE_INFINITY))
        return;
      await open.load("all");
      await open.admit("queue");
      await open.write();
    });
}
