import { BREAK_LIFTED, BREAK_SET } from "#engine/past/past-run.ts";
import type { Database } from "#platform/database/db.ts";
import { noteTrack } from "../pipeline-session/note-track.ts";
import { changePipeline } from "../pipeline-session/with-pipeline.ts";

/**
 * Sets or removes a track's breakpoint. With it the track stops before each begin; once it is removed, a stopped track
 * goes on. A running track is not changed, and a second call changes nothing.
 *
 * @throws Refused where there is no such track, or its pipeline was cancelled.
 */
export async function setBreak(
  database: Database,
  request: { id: number; vertex: string; isSet: boolean },
  actor: string,
): Promise<void> {
  await changePipeline(database, request.id, actor, async (session) => {
    const number = session.numberOf(request.vertex);
    await session.load([number]);
    const { isBreak } = session.track(number);
    noteTrack(session, number, actor, { before: { isBreak }, after: { isBreak: request.isSet } });
    if (isBreak === request.isSet) return;
    await session.decide({ type: "break", number, isSet: request.isSet }, actor);
    session.remark(number, request.isSet ? BREAK_SET : BREAK_LIFTED, actor);
  });
}
