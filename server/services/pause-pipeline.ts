import { isPipelineEnded } from "#engine/pipeline.ts";
import type { Database } from "#platform/db.ts";
import { withPipeline } from "./locked-pipeline.ts";
import { refuse } from "./refused.ts";

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
  await withPipeline(database, request.id, async (open) => {
    if (isPipelineEnded(open.row.state))
      refuse(
        "state-forbids",
        `Pipeline ${request.id} is ${open.row.state}: there is nothing to ${request.isPaused ? "pause" : "resume"}.`,
      );
    if (open.row.isPaused !== request.isPaused)
      open.setPaused(request.isPaused, actor, request.reason ?? null);
  });
}
