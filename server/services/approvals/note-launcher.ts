import type { Queries } from "#platform/database/db.ts";
import { putLauncher } from "#repos/approvals/approval-rows.ts";
import type { Actor } from "../rights/actor.ts";
import { byOf } from "./by.ts";

/**
 * Records that somebody decided what runs in a pipeline: ran tracks again, set their values or their ends. An approval
 * with `excludeLauncher` takes them for launchers, also in a pipeline above: what runs below it is a part of it. Nothing is
 * written there: that would lock its row after the one of this pipeline. A decision of the command line is of no certain
 * person.
 */
export async function noteDecider(tx: Queries, pipelineId: number, actor: Actor): Promise<void> {
  const { personId } = byOf(actor);
  if (personId === null) return;
  await putLauncher(tx, { pipelineId, personId, hasLaunched: false });
}
