import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Database, Queries } from "#platform/database/db.ts";
import type { UnwantedChild } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { closeLostAttempts, lostTracks } from "../attempts/close-lost-attempts.ts";
import { askToKill } from "../pipeline-session/ask-to-kill.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { changePipeline, withPipeline } from "../pipeline-session/with-pipeline.ts";

/**
 * Cancels a pipeline: nothing new starts, except what hangs on `always` edges and the final steps. Running tracks end by
 * themselves. With `kill` running tracks are killed with their process groups, and nothing starts. A second cancel
 * changes nothing, except that it may add the kill.
 *
 * @throws Refused `not-found`; `state-forbids` where it has ended already or is being undone.
 */
export async function cancelPipeline(
  database: Database,
  request: { id: number; kill: boolean; reason?: string },
  actor: string,
): Promise<void> {
  await changePipeline(database, request.id, actor, async (session) => {
    if (session.row.state === "cancelled") return;
    const { kill, reason = "" } = request;
    noteForAudit(session.tx, actor, { before: { state: session.row.state }, after: { kill, reason } });
    const by = request.reason ? `${actor}: ${request.reason}` : actor;
    await cancelIn(session, by, request.kill ? "all" : "nothing", actor);
  });
}

/** Cancels the pipeline of a session; what is to be killed is killed in its children, too. */
async function cancelIn(
  session: PipelineSession,
  by: string,
  kills: UnwantedChild["kills"],
  actor: string,
): Promise<void> {
  await session.load("all");
  const lost = lostTracks(session);
  // Nothing of a queued pipeline has begun, so there is nothing to react to.
  await session.decide({ type: "cancelled", by, isKill: kills === "all" || session.row.isQueued }, actor);
  closeLostAttempts(session, lost);
  // A cancelled pipeline must end, so the reactions of a paused one run as well.
  if (session.row.state === "running") session.adjustPipeline({ isPaused: false, isParentPaused: false });
  if (kills !== "nothing") askToKill(session);
}

/** Cancels a child pipeline that its parent does not wait for any more. Its own children follow. */
export async function endChild(tx: Queries, { id, kills }: UnwantedChild): Promise<void> {
  await withPipeline(tx, id, async (session) => {
    if (session.row.state !== "running") return;
    await cancelIn(session, session.row.cancelledBy ?? "the pipeline above it", kills, "engine");
  });
}
