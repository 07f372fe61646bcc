import type { Database } from "#platform/database/db.ts";
import { changePipeline } from "../pipeline-session/with-pipeline.ts";

/**
 * Sets or lifts a track's break point: where it is set, the track stops before it begins, or before it begins again;
 * where it is lifted, a stopped track goes on. What runs already is not touched. Said twice, done once.
 *
 * @throws Refused where there is no such track, or its pipeline was cancelled.
 */
export async function setBreak(
  database: Database,
  request: { id: number; vertex: string; isSet: boolean },
  actor: string,
): Promise<void> {
  await changePipeline(database, request.id, async (session) => {
    const number = session.numberOf(request.vertex);
    await session.load([number]);
    if (session.track(number).isBreak === request.isSet) return;
    await session.decide({ type: "break", number, isSet: request.isSet }, actor);
    session.remark(number, `break point ${request.isSet ? "set" : "lifted"}`, actor);
  });
}
