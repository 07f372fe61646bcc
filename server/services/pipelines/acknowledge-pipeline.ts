import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { refuse } from "../pipeline-session/refused.ts";
import { changePipeline } from "../pipeline-session/with-pipeline.ts";

/**
 * Notes that a person has seen that a pipeline failed: it is no open failure any more, until it fails again. A second
 * time changes nothing.
 *
 * @throws Refused `not-found`; `state-forbids` where it has not failed.
 */
export async function acknowledgePipeline(
  database: Database,
  request: { readonly id: number; readonly reason?: string | undefined },
  actor: string,
): Promise<void> {
  const { id, reason = null } = request;
  await changePipeline(database, id, actor, async (session) => {
    const { row, tx } = session;
    if (row.state !== "failed")
      refuse("state-forbids", `Pipeline ${id} is ${row.state}: there is no failure to acknowledge.`);
    if (row.acknowledgedBy !== null) return;
    noteForAudit(tx, actor, { before: { acknowledgedBy: null }, after: { acknowledgedBy: actor, reason } });
    session.adjustPipeline({ acknowledgedBy: actor });
    session.addEvent(null, row.state, "acknowledged", reason, actor);
  });
}
