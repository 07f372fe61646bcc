import type { Approver } from "../../model/approver.ts";
import type { VertexSpec } from "../../model/graph-content.ts";
import { ROLES, type Role } from "../../rights/roles.ts";
import { nameList } from "../../text/name-list.ts";

/** Who may approve, and how many of them must. */
export type ApprovalRules = {
  /** Empty: everybody who may answer in the folder of the graph. */
  readonly assignees: readonly string[];
  readonly quorum: number;
  readonly excludeLauncher: boolean;
  readonly excludeSealer: boolean;
};

/** How a script or a program is named that may approve. */
const TOKEN = "token:";
const MAX_NAMED = 5;

export function approvalRules({ prompt = {} }: VertexSpec): ApprovalRules {
  const { assignees = [], quorum = 1, excludeLauncher = false, excludeSealer = false } = prompt;
  return { assignees, quorum, excludeLauncher, excludeSealer };
}

/** Whether it matters who answers, besides the right to. Nobody can set such an approval aside. */
export function hasRules({ assignees, quorum, excludeLauncher, excludeSealer }: ApprovalRules): boolean {
  return assignees.length > 0 || quorum > 1 || excludeLauncher || excludeSealer;
}

/** Whether it is an approval that says who must approve. */
export function isRuledApproval({ spec }: { readonly spec: VertexSpec }): boolean {
  return spec.kind === "approval" && hasRules(approvalRules(spec));
}

/** What an assignee is: its kind, and its name. Null where it is not written as one. */
export function readAssignee(
  text: string,
): { readonly kind: "person" | "group" | "role" | "token"; readonly name: string } | null {
  const [, kind, name = ""] = /^(person|group|role|token):(\S(?:.*\S)?)$/u.exec(text) ?? [];
  if (kind === undefined) return null;
  if (kind === "role" && !ROLES.includes(name as Role)) return null;
  return { kind: kind as "person", name };
}

/** Why an answer of theirs does not count, as a sentence; null where it does. */
export function whyNotCounted(rules: ApprovalRules, approver: Approver): string | null {
  const { kind, name, mayAnswer, places, givenAway, isLauncher, isSealer } = approver;
  const isNamed = places.length > 0;
  if (kind === "token" && !places.some((place) => place.startsWith(TOKEN)))
    return `A token approves only where the vertex names it: add "${TOKEN}${name.replace(/^token /, "")}" to its assignees.`;
  if (kind === "command line" && hasRules(rules))
    return "The command line on the server's machine is no certain person, and this approval asks who answers.";
  if (!mayAnswer) return `${name} may not answer in the folder of this graph.`;
  if (rules.excludeLauncher && isLauncher === null)
    return "Whoever launched the pipeline may not approve, and it is not known who did.";
  if (rules.excludeLauncher && isLauncher)
    return `${name} launched the pipeline, or decided what runs in it, and may not approve it.`;
  if (rules.excludeSealer && isSealer === null)
    return "Whoever sealed the revision may not approve, and it is not known who did.";
  if (rules.excludeSealer && isSealer) return `${name} sealed the revision, and may not approve it.`;
  if (rules.assignees.length > 0 && !isNamed)
    return givenAway.length > 0
      ? `${name} gave their place to somebody else.`
      : `${name} is none of those who may approve: ${rules.assignees.join(", ")}.`;
  return null;
}

/** Those whose approvals count now, each once. */
export function countedApprovers(rules: ApprovalRules, given: readonly Approver[]): readonly Approver[] {
  const keys = new Set<string>();
  return given.filter((approver) => {
    if (keys.has(approver.key) || whyNotCounted(rules, approver) !== null) return false;
    keys.add(approver.key);
    return true;
  });
}

/**
 * Why the approval can never be given as things are, as a sentence; null where it can.
 *
 * @param everybody all who may answer in the folder or are named, judged now.
 */
export function whyImpossible(rules: ApprovalRules, everybody: readonly Approver[]): string | null {
  const able = countedApprovers(rules, everybody);
  if (able.length >= rules.quorum) return null;
  const wanted = rules.quorum === 1 ? "1 person" : `${rules.quorum} different people`;
  const found =
    able.length === 0
      ? "nobody is able to"
      : `only ${namesText(able)} ${able.length === 1 ? "is" : "are"} able to`;
  const reasons = everybody
    .filter(({ places }) => rules.assignees.length === 0 || places.length > 0)
    .flatMap((approver) => whyNotCounted(rules, approver) ?? []);
  const unknown = rules.assignees.filter(
    (assignee) => !everybody.some(({ places, givenAway }) => [...places, ...givenAway].includes(assignee)),
  );
  if (unknown.length > 0)
    reasons.push(`${unknown.join(", ")} ${unknown.length === 1 ? "names" : "name"} nobody here now.`);
  const [why] = reasons;
  return `${wanted} must approve, and ${found}.${why === undefined ? "" : ` ${why}`}`;
}

/** Names of people, the first few. */
export function namesText(all: readonly { readonly name: string }[]): string {
  return all.length === 0
    ? "nobody"
    : nameList(
        all.map(({ name }) => name),
        { most: MAX_NAMED },
      );
}

/** Of an approval without rules: somebody of whom only the name is known. */
export function anybody(name: string): Approver {
  return {
    key: name,
    name,
    kind: "person",
    mayAnswer: true,
    places: [],
    givenAway: [],
    isLauncher: null,
    isSealer: null,
  };
}
