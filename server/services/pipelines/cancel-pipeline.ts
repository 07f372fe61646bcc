import type { Database, Queries } from "#platform/database/db.ts";
import { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { refuse } from "../pipeline-session/refused.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";

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
    const by = request.reason ? `${actor}: ${request.reason}` : actor;
    const forbidden = await cancelIn(open, by, request.kill, actor);
    if (forbidden !== null) refuse("state-forbids", forbidden);
  });
}

/** Cancels an open pipeline; `isKill`: what runs is ended, and so is what its children run. Gives the refusal. */
async function cancelIn(
  open: PipelineSession,
  by: string,
  isKill: boolean,
  actor: string,
): Promise<string | null> {
  await open.load("all");
  const forbidden = await open.apply({ type: "cancelled", by }, actor);
  if (forbidden === null && isKill) askToKill(open);
  return forbidden;
}

/** Asks the runners of all that runs in an open pipeline to end it, and marks its children to be ended so. */
export function askToKill(open: PipelineSession): void {
  for (const { number } of open.plan.vertices) {
    const { state, sleep } = open.track(number);
    if (state === "running" || sleep === "child") open.adjust(number, { isKillAsked: true });
  }
}

/** Cancels a child that its parent gave up; its own children follow. */
export async function endChild(tx: Queries, id: number, isKill: boolean): Promise<void> {
  const open = await PipelineSession.open(tx, id);
  if (open === null || open.row.state !== "running") return;
  if (open.row.cancelledBy === null) await cancelIn(open, "the pipeline above it", isKill, "engine");
  else if (isKill) {
    await open.load("all");
    askToKill(open);
  }
  await open.write();
}
