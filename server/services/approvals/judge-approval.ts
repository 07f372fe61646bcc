import {
  anybody,
  approvalRules,
  hasRules,
  isRuledApproval,
  whyImpossible,
} from "#engine/kinds/approval/approval-rules.ts";
import type { Approver } from "#engine/model/approver.ts";
import type { Plan } from "#engine/plan/plan.ts";
import type { Queries } from "#platform/database/db.ts";
import type { ApprovalRow } from "#repos/approvals/approval-rows.ts";
import { refuse } from "../pipeline-session/refused.ts";
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

/**
 * Refuses a pipeline with an approval that nobody could ever give, as things are.
 *
 * @throws Refused `state-forbids` with the reason.
 */
export async function refuseImpossible(
  tx: Queries,
  plan: Plan,
  { pipelineId, revisionId }: Pick<Asked, "pipelineId" | "revisionId">,
): Promise<void> {
  for (const vertex of plan.vertices) {
    if (!isRuledApproval(vertex)) continue;
    const rules = approvalRules(vertex.spec);
    const everybody = await approversFor(tx, { rules, pipelineId, revisionId, promptId: null });
    const why = whyImpossible(rules, everybody);
    if (why !== null)
      refuse("state-forbids", `Nobody could ever approve ${vertex.name}: ${why}`, {
        kept: "Nothing was launched.",
        todo: "Give somebody the right to answer in this folder, change who may approve, or let somebody else launch or seal it.",
      });
  }
}
