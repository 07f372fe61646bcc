import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { STATE_WORDS } from "#engine/model/state-words.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { runningChildrenOf } from "#repos/pipelines/children/child-pipeline-rows.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { changePipeline, withPipeline } from "../pipeline-session/with-pipeline.ts";
import { refuse } from "../refusals/refused.ts";

/**
 * Gives a pipeline, and all pipelines below it that have not ended, another priority. Tracks that wait to be claimed move
 * in the order of claims; what runs is not touched. The same priority again changes nothing.
 *
 * @param request `priority` is added to that of each vertex, as at launch; smaller goes first.
 * @throws Refused `not-found`; `state-forbids` where it has ended.
 */
export async function setPipelinePriority(
  database: Database,
  request: { id: number; priority: number; reason?: string },
  actor: string,
): Promise<void> {
  const { id, priority, reason = "" } = request;
  await changePipeline(database, id, actor, async (session) => {
    if (isPipelineEnded(session.row.state))
      refuse(
        "state-forbids",
        `Pipeline ${id} is ${STATE_WORDS[session.row.state]}: nothing of it waits to be executed.`,
      );
    if (session.row.priority === priority) return;
    const { tx, row } = session;
    noteForAudit(tx, actor, { before: { priority: row.priority }, after: { priority, reason } });
    await changePriority(session, priority, reason === "" ? "" : `: ${reason}`, actor);
  });
}

/**
 * The pipeline above this one has this priority. Pipelines below it follow, from the top down, the order in which locks
 * are taken.
 */
export async function followPriority(
  session: PipelineSession,
  priority: number,
  actor: string,
): Promise<void> {
  if (isPipelineEnded(session.row.state) || session.row.priority === priority) return;
  await changePriority(session, priority, " with the pipeline above it", actor);
}

async function changePriority(
  session: PipelineSession,
  to: number,
  why: string,
  actor: string,
): Promise<void> {
  session.remark(null, `priority changed from ${session.row.priority} to ${to}${why}`, actor);
  session.adjustPipeline({ priority: to });
  for (const { id } of await runningChildrenOf(session.tx, session.row.id))
    await withPipeline(session.tx, id, (child) => followPriority(child, to, actor));
}
