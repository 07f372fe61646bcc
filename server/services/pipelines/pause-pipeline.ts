import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { STATE_WORDS } from "#engine/model/state-words.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { runningChildrenOf } from "#repos/pipelines/children/child-pipeline-rows.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { changePipeline, withPipeline } from "../pipeline-session/with-pipeline.ts";
import { refuse } from "../refusals/refused.ts";

/**
 * Pauses or resumes a pipeline. While it is paused, running tracks end by themselves and no track can be claimed. A
 * second pause changes nothing.
 *
 * @throws Refused `not-found`; `state-forbids` where it has ended, or where only its parent can be resumed.
 */
export async function setPipelinePaused(
  database: Database,
  request: { id: number; isPaused: boolean; reason?: string },
  actor: string,
): Promise<void> {
  const { id, isPaused, reason = null } = request;
  await changePipeline(database, id, actor, async (session) => {
    const { row } = session;
    if (isPipelineEnded(row.state))
      refuse(
        "state-forbids",
        `Pipeline ${id} is ${STATE_WORDS[row.state]}: there is nothing to ${isPaused ? "pause" : "resume"}.`,
      );
    if (!isPaused && row.isParentPaused && !row.isPaused)
      refuse("state-forbids", `Pipeline ${id} is paused by its parent: resume the parent pipeline.`);
    if (row.isPaused === isPaused) return;
    noteForAudit(session.tx, actor, { before: { isPaused: row.isPaused }, after: { isPaused, reason } });
    session.adjustPipeline({ isPaused });
    session.addEvent(null, row.state, isPaused ? "paused" : "resumed", reason, actor);
    await pauseChildren(session, actor);
  });
}

/** Pauses or resumes all pipelines below this one with it, from the top down, the order in which locks are taken. */
async function pauseChildren(parent: PipelineSession, actor: string): Promise<void> {
  for (const { id } of await runningChildrenOf(parent.tx, parent.row.id))
    await withPipeline(parent.tx, id, (child) => followPause(child, parent, actor));
}

/** Pauses or resumes a pipeline, and all below it, as the pipeline is that it runs for. An ended one stays as it is. */
export async function followPause(
  session: PipelineSession,
  { row }: PipelineSession,
  actor: string,
): Promise<void> {
  if (isPipelineEnded(session.row.state)) return;
  if (session.setParentPaused(row.isPaused || row.isParentPaused, actor)) await pauseChildren(session, actor);
}
