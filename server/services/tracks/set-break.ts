import type { Database } from "#platform/database/db.ts";
import { refuse } from "../pipeline-session/refused.ts";
import { numberOfVertex, withPipeline } from "../pipeline-session/with-pipeline.ts";

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
  await withPipeline(database, request.id, async (open) => {
    const number = numberOfVertex(open, request.vertex);
    await open.load([number]);
    if (open.track(number).isBreak === request.isSet) return;
    const forbidden = await open.apply({ type: "break", number, isSet: request.isSet }, actor);
    if (forbidden !== null) refuse("state-forbids", forbidden);
    open.remark(number, `break point ${request.isSet ? "set" : "lifted"}`, actor);
  });
}
