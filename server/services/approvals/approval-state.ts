import type { ApprovalView } from "#contract/prompts/prompts.ts";
import {
  approvalRules,
  countedApprovers,
  hasRules,
  whyImpossible,
  whyNotCounted,
} from "#engine/kinds/approval/approval-rules.ts";
import type { PlanVertex } from "#engine/plan/plan.ts";
import type { Queries } from "#platform/database/db.ts";
import { approvalsOf } from "#repos/approvals/approval-rows.ts";
import type { Actor } from "../rights/actor.ts";
import { approversFor, keyOfActor } from "./approver-facts.ts";

/** So many names of those who can still answer are given. */
const MAX_NAMES = 20;

type About = {
  readonly vertex: PlanVertex;
  readonly pipelineId: number;
  readonly revisionId: number;
  readonly promptId: number;
  readonly isOpen: boolean;
};

/** Who has approved, who still can, and whether the one who looks can. */
export async function approvalState(
  tx: Queries,
  { vertex, pipelineId, revisionId, promptId, isOpen }: About,
  actor: Actor | null,
): Promise<Omit<ApprovalView, "title" | "dueAt" | "dueInMs">> {
  const rules = approvalRules(vertex.spec);
  const { assignees, quorum, excludeLauncher, excludeSealer } = rules;
  const base = { assignees, quorum, excludeLauncher, excludeSealer };
  if (!hasRules(rules)) {
    // Whether a person has the right to answer, the page knows by itself.
    const isToken = actor?.who === "token";
    const why = isToken ? "A token approves only where the vertex names it among its assignees." : null;
    return {
      ...base,
      approvals: [],
      able: null,
      impossible: null,
      why,
      hasApproved: false,
      canDelegate: false,
    };
  }
  const given = await approvalsOf(tx, promptId);
  const approvals = given.map(({ name, at, comment }) => ({ name, at, comment, counts: true }));
  if (!isOpen)
    return {
      ...base,
      approvals,
      able: null,
      impossible: null,
      why: null,
      hasApproved: false,
      canDelegate: false,
    };
  const everybody = await approversFor(tx, { rules, pipelineId, revisionId, promptId }, actor);
  const givenKeys = new Set(given.map(({ key }) => key));
  const able = countedApprovers(rules, everybody);
  const ableKeys = new Set(able.map(({ key }) => key));
  const left = able.filter(({ key }) => !givenKeys.has(key));
  const own = actor === null ? undefined : everybody.find(({ key }) => key === keyOfActor(actor));
  const hasAnswered = own !== undefined && givenKeys.has(own.key);
  return {
    ...base,
    approvals: approvals.map((each, place) => ({ ...each, counts: ableKeys.has(given[place]?.key ?? "") })),
    able: { names: left.slice(0, MAX_NAMES).map(({ name }) => name), count: left.length },
    impossible: whyImpossible(rules, everybody),
    why: hasAnswered || own === undefined ? null : whyNotCounted(rules, own),
    hasApproved: hasAnswered,
    canDelegate:
      own?.kind === "person" && !hasAnswered && own.places.length > 0 && whyNotCounted(rules, own) === null,
  };
}
