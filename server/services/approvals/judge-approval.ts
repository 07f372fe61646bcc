import { anybody, hasRules } from "#engine/kinds/approval/approval-rules.ts";
import type { Approver } from "#engine/model/approver.ts";
import type { Queries } from "#platform/database/db.ts";
import type { ApprovalRow } from "#repos/approvals/approval-rows.ts";
import type { Actor } from "../rights/actor.ts";
import { type Asked, approversFor, keyOfActor } from "./approver-facts.ts";

/**
 * All who have approved, as they are judged now, and whoever answers as the last.
 *
 * @param actor a name only: somebody of whom nothing else is known.
 */
export async function judgedApprovers(
  tx: Queries,
  asked: Asked,
  given: readonly ApprovalRow[],
  actor: Actor | string,
): Promise<readonly Approver[]> {
  if (typeof actor === "string") return [...given.map(({ name }) => anybody(name)), anybody(actor)];
  if (!hasRules(asked.rules)) return [{ ...anybody(actor.name), key: keyOfActor(actor), kind: actor.who }];
  const all = await approversFor(tx, asked, actor);
  const byKey = new Map(all.map((each) => [each.key, each]));
  // Whoever was removed since may not answer any more.
  const earlier = given.map(
    ({ key, name }) => byKey.get(key ?? "") ?? { ...anybody(name), mayAnswer: false },
  );
  const answering = byKey.get(keyOfActor(actor));
  return answering === undefined ? earlier : [...earlier, answering];
}
