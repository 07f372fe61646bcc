import { approvalRules, readAssignee } from "#engine/kinds/approval/approval-rules.ts";
import { warningFinding } from "#engine/model/finding.ts";
import type { Finding, GraphContent } from "#engine/model/graph-content.ts";
import type { Queries } from "#platform/database/db.ts";
import { peopleCalled, tokensCalled } from "#repos/approvals/approval-rows.ts";
import { findGroup } from "#repos/rights/group-rows.ts";

/**
 * Warnings about assignees of approvals that name nobody on this server. They may come later, so the graph may be sealed;
 * a launch is refused where nobody could approve.
 */
export async function assigneeFindings(tx: Queries, { vertices }: GraphContent): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const known = new Map<string, string | null>();
  for (const [vertex, spec] of vertices) {
    if (spec.kind !== "approval") continue;
    for (const assignee of approvalRules(spec).assignees) {
      if (!known.has(assignee)) known.set(assignee, await whyNobody(tx, assignee));
      const why = known.get(assignee);
      if (typeof why === "string")
        findings.push(warningFinding("assignee-unknown", `${vertex}: ${why}`, { vertices: [vertex] }));
    }
  }
  return findings;
}

/** Why an assignee names nobody, as a sentence; null where it names somebody, or nobody can tell. */
async function whyNobody(tx: Queries, assignee: string): Promise<string | null> {
  const { kind, name } = readAssignee(assignee) ?? {};
  if (kind === undefined || name === undefined || kind === "role") return null;
  if (kind === "group")
    return (await findGroup(tx, name)) === null ? `there is no group "${name}", so nobody is meant.` : null;
  if (kind === "person") {
    const { length } = await peopleCalled(tx, name);
    if (length === 1) return null;
    return length === 0
      ? `there is no person "${name}", so nobody is meant.`
      : `several people are called "${name}", so nobody is meant: name one by the email.`;
  }
  const makers = new Set((await tokensCalled(tx, name)).map(({ personId }) => personId));
  if (makers.size === 1) return null;
  return makers.size === 0
    ? `there is no token "${name}", so nobody is meant.`
    : `several people made tokens "${name}", so nobody is meant.`;
}
