import type { Database } from "#platform/database/db.ts";
import { refuse } from "../pipeline-session/refused.ts";
import { numberOfVertex, withPipeline } from "../pipeline-session/with-pipeline.ts";

/**
 * Undoes an ended pipeline: the undo scripts of what succeeded run in the reverse order of the edges. With `from` only
 * that vertex and what is behind it is undone, and then runs again.
 *
 * @throws Refused where it runs, is undone already, or was cancelled and is to run again.
 */
export async function undoPipeline(
  database: Database,
  request: { id: number; from?: string; reason: string },
  actor: string,
): Promise<void> {
  await withPipeline(database, request.id, async (open) => {
    const from = request.from === undefined ? null : numberOfVertex(open, request.from);
    await open.load("all");
    const forbidden = await open.apply({ type: "undo", from, by: actor }, actor);
    if (forbidden !== null) refuse("state-forbids", forbidden);
    const what = request.from === undefined ? "undone" : `rolled back to ${request.from}`;
    open.remark(null, `${what} by ${actor}: ${request.reason}`, actor);
  });
}
