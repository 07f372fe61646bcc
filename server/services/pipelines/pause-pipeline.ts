import { isPipelineEnded } from "#engine/model/pipeline.ts";
import type { Database, Queries } from "#platform/database/db.ts";
import { runningChildrenOf } from "#repos/pipelines/child-pipeline-rows.ts";
import { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { refuse } from "../pipeline-session/refused.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";

/**
 * Pauses or resumes a pipeline: while paused, running tracks end as they would and nothing new can be claimed. Said
 * twice, done once.
 *
 * @throws Refused where there is no such pipeline, or it has ended.
 */
export async function setPipelinePaused(
  database: Database,
  request: { id: number; isPaused: boolean; reason?: string },
  actor: string,
): Promise<void> {
  await withPipeline(database, request.id, async (open, tx) => {
    if (isPipelineEnded(open.row.state))
      refuse(
        "state-forbids",
        `Pipeline ${request.id} is ${open.row.state}: there is nothing to ${request.isPaused ? "pause" : "resume"}.`,
      );
    if (!request.isPaused && open.row.isParentPaused && !open.row.isPaused)
      refuse(
        "state-forbids",
        `Pipeline ${request.id} is held by a pause of the pipeline above it: resume that.`,
      );
    if (open.row.isPaused === request.isPaused) return;
    open.setPaused(request.isPaused, actor, request.reason ?? null);
    await holdChildren(tx, open, actor);
  });
}

/** What runs for a pipeline is held while that, or one above it, is paused; from the top down, as locks are taken. */
async function holdChildren(tx: Queries, parent: PipelineSession, actor: string): Promise<void> {
  const isParentPaused = parent.row.isPaused || parent.row.isParentPaused;
  for (const id of await runningChildrenOf(tx, parent.row.id)) {
    const child = await PipelineSession.open(tx, id);
    if (child === null || isPipelineEnded(child.row.state) || child.row.isParentPaused === isParentPaused)
      continue;
    child.setParentPaused(isParentPaused, actor);
    await child.write();
    await holdChildren(tx, child, actor);
  }
}
