import { STATE_WORDS } from "#engine/model/state-words.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { findPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { changePipeline } from "../pipeline-session/with-pipeline.ts";
import { refuse } from "../refusals/refused.ts";

/**
 * Notes that a person has seen that a pipeline failed: it is no open failure any more, until it fails again. A second
 * time changes nothing.
 *
 * @throws Refused `not-found`; `state-forbids` where it has not failed; `conflict` where it failed anew after `failedAt`.
 */
export async function acknowledgePipeline(
  database: Database,
  request: {
    readonly id: number;
    readonly reason?: string | undefined;
    /** When it failed, in milliseconds, as whoever acknowledges it has seen it. */
    readonly failedAt?: number | undefined;
  },
  actor: string,
): Promise<void> {
  const { id, reason = null, failedAt } = request;
  await changePipeline(database, id, actor, async (session) => {
    const { row, tx } = session;
    if (row.state !== "failed")
      refuse(
        "state-forbids",
        `Pipeline ${id} is ${STATE_WORDS[row.state]}: there is no failure to acknowledge.`,
      );
    const finishedAt = failedAt === undefined ? null : (await findPipeline(tx, id))?.pipeline.finishedAt;
    if (finishedAt != null && finishedAt.getTime() !== failedAt)
      refuse("conflict", `Pipeline ${id} ran again and failed anew: you looked at an earlier failure.`, {
        kept: "Nothing was changed.",
        todo: "Look at the new failure first.",
      });
    if (row.acknowledgedBy !== null) return;
    noteForAudit(tx, actor, { before: { acknowledgedBy: null }, after: { acknowledgedBy: actor, reason } });
    session.adjustPipeline({ acknowledgedBy: actor });
    session.addEvent(null, row.state, "acknowledged", reason, actor);
  });
}
