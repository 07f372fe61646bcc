import { timeoutOfPipeline } from "#engine/kinds/graph/child-pipeline.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { pipelinesDue } from "#repos/pipelines/pipeline-rows.ts";
import { closeLostAttempts, lostTracks } from "../attempts/close-lost-attempts.ts";
import { askToKill } from "../pipeline-session/ask-to-kill.ts";
import { MAX_LISTED, runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";

/** The rest waits for the next call. */
const MAX_PIPELINES = 20;

/**
 * Ends the pipelines whose timeout is over: nothing new starts, and what runs is killed. The longest overdue
 * comes first. Any number of processes may do this at once.
 */
export async function endOverduePipelines(database: Database): Promise<void> {
  const ids = await pipelinesDue(database.queries, MAX_LISTED);
  await runAllThenThrow(
    ids.map((id) => () => endOverdue(database, id)),
    MAX_PIPELINES,
  );
}

function endOverdue(database: Database, id: number): Promise<void> {
  return transact(database, (tx) =>
    withPipeline(tx, id, async (session) => {
      const { state, cancelledBy, dueAt } = session.row;
      if (state !== "running" || cancelledBy !== null) return;
      // Since it was found, it may have ended and begun again: then its time began again, too.
      if (dueAt === null || dueAt.getTime() > session.now) return;
      await session.load("all");
      const lost = lostTracks(session);
      const timeoutMs = timeoutOfPipeline(session.plan.timeout, session.row.parentTimeout);
      await session.decide({ type: "overdue", ...(timeoutMs !== null && { timeoutMs }) }, "clock");
      closeLostAttempts(session, lost);
      askToKill(session);
    }),
  );
}
