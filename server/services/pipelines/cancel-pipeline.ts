import type { Database, Queries } from "#platform/database/db.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { changePipeline, withPipeline } from "../pipeline-session/with-pipeline.ts";

/**
 * Cancels a pipeline: nothing new starts. Running tracks end by themselves, or with `isKill` are killed with their
 * process groups. A second cancel changes nothing, except that it may add the kill.
 *
 * @throws Refused `not-found`; `state-forbids` where it has ended already or is being undone.
 */
export async function cancelPipeline(
  database: Database,
  request: { id: number; kill: boolean; reason?: string },
  actor: string,
): Promise<void> {
  await changePipeline(database, request.id, async (session) => {
    if (session.row.state === "cancelled") return;
    const by = request.reason ? `${actor}: ${request.reason}` : actor;
    await cancelIn(session, by, request.kill, actor);
  });
}

/** Cancels the pipeline of a session; with `isKill` what runs is ended, and so is what its children run. */
async function cancelIn(session: PipelineSession, by: string, isKill: boolean, actor: string): Promise<void> {
  await session.load("all");
  await session.decide({ type: "cancelled", by }, actor);
  if (isKill) askToKill(session);
}

/** Asks the runners to kill everything that runs, and marks children to be killed too. All tracks must be loaded. */
export function askToKill(session: PipelineSession): void {
  for (const { number } of session.plan.vertices) {
    const { state, sleep } = session.track(number);
    if (state === "running" || sleep === "child") session.adjust(number, { isKillAsked: true });
  }
}

/** Cancels a child pipeline that its parent does not wait for any more. Its own children follow. */
export async function endChild(tx: Queries, id: number, isKill: boolean): Promise<void> {
  await withPipeline(tx, id, async (session) => {
    if (session.row.state !== "running") return;
    if (session.row.cancelledBy === null) await cancelIn(session, "the pipeline above it", isKill, "engine");
    else if (isKill) {
      await session.load("all");
      askToKill(session);
    }
  });
}
