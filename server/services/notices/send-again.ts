import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { requeueNotice } from "#repos/notices/notice-rows.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { ruleAt } from "./save-notice-rule.ts";

/**
 * Has a notice sent once more now, whatever became of it, also in quiet hours. Its event id stays.
 *
 * @throws Refused `not-found`; `conflict` while it is being sent.
 */
export async function sendNoticeAgain(
  database: Database,
  { name, id }: { readonly name: string; readonly id: number },
  actor: Actor,
): Promise<{ id: number }> {
  return transact(database, async (tx) => {
    const { rule } = await ruleAt(tx, name);
    const result = await requeueNotice(tx, rule.id, id);
    if (result === "unknown")
      return refuse("not-found", `The rule "${name}" has no notice ${id}.`, {
        command: { verb: "notice log" },
      });
    if (result === "busy")
      return refuse("conflict", `Notice ${id} is being sent at this moment.`, {
        kept: "Nothing was changed.",
        todo: "Wait for the end of this try.",
      });
    noteForAudit(tx, actor, { object: { kind: "notice rule", name }, after: { notice: id } });
    return { id };
  });
}
