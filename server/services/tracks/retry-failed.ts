import type { RetriedFailed } from "#contract/pipelines/previews.ts";
import { NOTHING_FAILED } from "#engine/explain/preview/pipeline-copy.ts";
import { failedToRetry } from "#engine/transition/retry-failed.ts";
import { isUndoneInside } from "#engine/transition/undo.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { restartedChildren } from "#repos/pipelines/children/restarted-child-rows.ts";
import { retryUndoInside, whyUndoInsideRefused } from "../background/undo-child-pipelines.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { whyChildRuns } from "../pipeline-session/why-child-runs.ts";
import { changePipeline } from "../pipeline-session/with-pipeline.ts";
import { refuse } from "../refusals/refused.ts";

/**
 * Retries everything in a pipeline that failed: each failure that counts, what had no time, or each undo that failed.
 *
 * @throws Refused `not-found`; `state-forbids` where nothing can be retried, and then nothing was written.
 */
export async function retryFailed(
  database: Database,
  { id, reason }: { id: number; reason: string },
  actor: string,
): Promise<RetriedFailed> {
  return changePipeline(database, id, actor, async (session) => {
    const before = { state: session.row.state };
    await session.load("all");
    const result = await retryFailedIn(session, reason, actor);
    noteForAudit(session.tx, actor, { before, after: { reason, retried: result.retried.join(", ") } });
    return result;
  });
}

/**
 * As `retryFailed`, in a session whose tracks are all loaded.
 *
 * @throws Refused `state-forbids` where nothing can be retried.
 */
export async function retryFailedIn(
  session: PipelineSession,
  reason: string,
  actor: string,
): Promise<RetriedFailed> {
  const retried: string[] = [];
  const refused: { vertex: string; why: string }[] = [];
  const children = await restartedChildren(session.tx, session.row.id);
  for (const number of failedToRetry(session.plan, (each) => session.tracks.forEngine(each))) {
    const vertex = session.vertex(number).name;
    const isOfUndo = session.track(number).state === "revert_failed";
    const parent = { pipelineId: session.row.id, number };
    const why =
      (await whyChildRuns(session, [number], children)) ??
      (isOfUndo ? await whyUndoInsideRefused(session.tx, parent) : null) ??
      (await session.refusalOf({ type: "retried", number, isOfAll: true }, actor));
    if (why === null) {
      await noteRetry(session, number, reason, actor);
      retried.push(vertex);
    } else refused.push({ vertex, why });
  }
  if (retried.length === 0)
    return refuse("state-forbids", refused[0]?.why ?? NOTHING_FAILED, {
      todo: `Look at it with \`pipeline show ${session.row.id}\`.`,
    });
  return { retried, refused };
}

/** Keeps who runs a track again and why. Where its undo is tried again, what it undoes inside is tried again, too. */
export async function noteRetry(
  session: PipelineSession,
  number: number,
  reason: string,
  actor: string,
): Promise<void> {
  if (isUndoneInside(session.track(number)))
    await retryUndoInside(session.tx, { pipelineId: session.row.id, number }, actor);
  session.adjust(number, { decidedBy: actor, decidedWhy: reason });
  session.remark(number, `run again: ${reason}`, actor);
}
