import type { Database } from "#platform/database/db.ts";
import { childOf } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { refuseProblems } from "../pipeline-session/checked-values.ts";
import { noteTrack } from "../pipeline-session/note-track.ts";
import { changePipeline } from "../pipeline-session/with-pipeline.ts";
import { endChild } from "../pipelines/cancel-pipeline.ts";
import { type ForceRequest, forcedEvent } from "./forced-event.ts";
import { closeOpenAttempt } from "./retry-track.ts";

/**
 * Sets the end of a track by hand: a lost or failed one succeeds or is skipped, a running or lost one fails. The script
 * of a running track is killed by its runner, and its report is refused. The track keeps who decided and why.
 *
 * @throws Refused where the track's state forbids it, an output is invalid, a name is no successor, or the vertices to
 *   go on with are unknown; then nothing was written.
 */
export async function forceTrack(database: Database, request: ForceRequest, actor: string): Promise<void> {
  await changePipeline(database, request.id, actor, async (session) => {
    const number = session.numberOf(request.vertex);
    await session.load("all");
    const { to, reason: why } = request;
    noteTrack(session, number, actor, { after: { to, reason: why } });
    const { event, problems } = forcedEvent(session, request, actor);
    refuseProblems(problems, request.vertex);
    const { state, sleep, attempt } = session.track(number);
    const parent = { pipelineId: request.id, number };
    const child = sleep === "child" ? await childOf(session.tx, parent, attempt) : null;
    closeOpenAttempt(session, number, event.reason);
    await session.decide(event, actor);
    session.adjust(number, { decidedBy: actor, decidedWhy: request.reason });
    // It took until it was lost, not until somebody decided.
    if (state === "lost") session.adjust(number, { finishedAt: "once" });
    // Its child or prompt is not needed any more.
    if (child !== null) await endChild(session.tx, { id: child.id, kills: "all" });
  });
}
