import type { Database } from "#platform/db.ts";
import { withPipeline } from "./locked-pipeline.ts";
import { refuse } from "./refused.ts";

/**
 * Ends a pipeline: nothing new starts. Running tracks end as they would, or are killed with their whole process group.
 * Said twice, done once; a second cancel may add the kill.
 *
 * @throws Refused where there is no such pipeline, or it has ended already.
 */
export async function cancelPipeline(
  database: Database,
  request: { id: number; kill: boolean; reason?: string },
  actor: string,
): Promise<void> {
  await withPipeline(database, request.id, async (open) => {
    if (open.row.state === "cancelled") return;
    await open.load("all");
    const by = request.reason ? `${actor}: ${request.reason}` : actor;
    const forbidden = await open.apply({ type: "cancelled", by }, actor);
    if (forbidden !== null) refuse("state-forbids", forbidden);
    if (!request.kill) return;
    for (const { number } of open.plan.vertices)
      if (open.track(number).state === "running") open.adjust(number, { isKillAsked: true });
  });
}
