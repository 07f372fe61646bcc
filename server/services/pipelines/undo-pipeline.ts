import { isToUndo } from "#engine/policies/left-to-undo.ts";
import { undoWayOf } from "#engine/policies/undo-policy.ts";
import { NOTHING_HAS_UNDO } from "#engine/transition/person-actions.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { changePipeline } from "../pipeline-session/with-pipeline.ts";
import { refuse } from "../refusals/refused.ts";
import { previewIn } from "./foresee.ts";

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
    await refuseIdle(session, from);
    await session.decide({ type: "undo", from, by: actor, why: reason }, actor);
    const what = request.from === undefined ? "undone" : `rolled back to ${request.from}`;
    session.remark(null, `${what} by ${actor}: ${request.reason}`, actor);
  });
}

/** An undo that would undo nothing would only make the pipeline failed. Only of child pipelines that has to be looked up. */
async function refuseIdle(session: PipelineSession, from: number | null): Promise<void> {
  if (from !== null || hasUndoScript(session)) return;
  const { refused } = await previewIn(session, { type: "undo", from, by: "" });
  if (refused === NOTHING_HAS_UNDO)
    refuse("state-forbids", refused, { todo: `Look at it with \`pipeline show ${session.row.id}\`.` });
}

function hasUndoScript({ plan, tracks }: PipelineSession): boolean {
  return [...tracks.allForEngine().values()].some((track) => {
    const vertex = plan.vertices[track.number];
    return vertex !== undefined && isToUndo(vertex, track) && undoWayOf(vertex) === "script";
  });
}
