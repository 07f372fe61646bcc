import type { Queries } from "#platform/database/db.ts";
import { putLauncher } from "#repos/approvals/approval-rows.ts";
import type { Actor } from "../rights/actor.ts";
import { byOf } from "./by.ts";

/**
 * Records that somebody decided what runs in a pipeline: ran tracks again, set their values or their ends. An approval
 * with `excludeLauncher` takes them for launchers. A decision of the command line is of no certain person.
 */
export async function noteDecider(tx: Queries, pipelineId: number, actor: Actor): Promise<void> {
  const { personId } = byOf(actor);
  if (personId !== null) await putLauncher(tx, { pipelineId, personId, hasLaunched: false });
}
