import { type Database, transact } from "#platform/database/db.ts";
import { pipelinesDue } from "#repos/pipelines/pipeline-rows.ts";
import { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { askToKill } from "../pipelines/cancel-pipeline.ts";

/** What more there is waits for the next look. */
const MAX_PIPELINES = 20;

/**
 * Ends the pipelines whose graph allows them no more time: nothing new starts, and what runs is killed. Any number of
 * processes may do it at once.
 */
export async function endOverduePipelines(database: Database): Promise<void> {
  const ids = await pipelinesDue(database.queries, MAX_PIPELINES);
  await runAllThenThrow(ids.map((id) => () => endOverdue(database, id)));
}

function endOverdue(database: Database, id: number): Promise<void> {
  return transact(database, async (tx) => {
    const open = await PipelineSession.open(tx, id);
    if (open === null || open.row.state !== "running" || open.row.cancelledBy !== null) return;
    await open.load("all");
    await open.apply({ type: "overdue" }, "clock");
    askToKill(open);
    await open.write();
  });
}
