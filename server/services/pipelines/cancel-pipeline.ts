import { isEnded } from "#engine/model/track.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Database, Queries } from "#platform/database/db.ts";
import { runningChildrenOf, type UnwantedChild } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { closeLostAttempts, lostTracks } from "../attempts/close-lost-attempts.ts";
import { askToKill } from "../pipeline-session/ask-to-kill.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { changePipeline, withPipeline } from "../pipeline-session/with-pipeline.ts";
import { followPause } from "./pause-pipeline.ts";

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
  if (session.row.state === "running") await endPause(session, actor);
  if (kills !== "nothing") askToKill(session);
}

/**
 * A cancelled pipeline must end, so what a cancel does not end runs on, although it was paused: reactions and final steps,
 * and the pipelines that these launched. The other ones stay paused until they are cancelled as well.
 */
async function endPause(session: PipelineSession, actor: string): Promise<void> {
  const { isPaused, isParentPaused, id } = session.row;
  if (!isPaused && !isParentPaused) return;
  session.adjustPipeline({ isPaused: false, isParentPaused: false });
  for (const child of await runningChildrenOf(session.tx, id)) {
    if (child.number === null || session.isEndedEarlyFor(child.number)) continue;
    const { state, attempt } = session.track(child.number);
    if (isEnded(state) || attempt !== child.attempt) continue;
    await withPipeline(session.tx, child.id, (below) => followPause(below, session, actor));
  }
}

/** Cancels a child pipeline that its parent does not wait for any more. Its own children follow. */
export async function endChild(tx: Queries, { id, kills }: UnwantedChild): Promise<void> {
  await withPipeline(tx, id, async (session) => {
    if (session.row.state !== "running") return;
    await cancelIn(session, session.row.cancelledBy ?? "the pipeline above it", kills, "engine");
  });
}
