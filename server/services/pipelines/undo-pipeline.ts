import { NOTHING_HAS_UNDO } from "#engine/transition/person-actions.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { changePipeline } from "../pipeline-session/with-pipeline.ts";
import { refuse } from "../refusals/refused.ts";
import { undoesNothing } from "./read/read-undo-insides.ts";

/**
 * Undoes an ended pipeline: the undo scripts of what succeeded run in the reverse order of the edges. With `from` only
 * that vertex and the vertices behind it are undone, and then run again.
 *
 * @throws Refused where the pipeline runs, is already undone, has nothing to undo, also in its child pipelines, or was
 *   cancelled and `from` is given.
 */
export async function undoPipeline(
  database: Database,
  request: { id: number; from?: string; reason: string },
  actor: string,
): Promise<void> {
  await changePipeline(database, request.id, actor, async (session) => {
    const from = request.from === undefined ? null : session.numberOf(request.from);
    const { from: vertex = null, reason } = request;
    noteForAudit(session.tx, actor, {
      before: { state: session.row.state },
      after: { from: vertex, reason },
    });
    await session.load("all");
    const isIdle = from === null && (await undoesNothing(session));
    await session.decide({ type: "undo", from, by: actor, why: reason }, actor);
    // It would only make the pipeline failed.
    if (isIdle)
      refuse("state-forbids", NOTHING_HAS_UNDO, { command: { verb: "pipeline show", id: request.id } });
    const what = request.from === undefined ? "undone" : `rolled back to ${request.from}`;
    session.remark(null, `${what} by ${actor}: ${request.reason}`, actor);
  });
}
