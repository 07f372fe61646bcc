import {
  type ApprovalRules,
  approvalRules,
  isRuledApproval,
  whyImpossible,
} from "#engine/kinds/approval/approval-rules.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { placeOfRevision } from "#repos/approvals/approval-rows.ts";
import { childRevisionsOf } from "#repos/graphs/content-rows.ts";
import { sealedByDigest } from "#repos/graphs/revision-rows.ts";
import { sealedPlan } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../refusals/refused.ts";
import { approversFor } from "./approver-facts.ts";

type Launched = {
  readonly pipelineId: number;
  readonly revisionId: number;
  /** The folders that whoever launches may read: what is in others is not named. */
  readonly readable: FolderIds;
  /** Whether a vertex of this revision is skipped, with the child pipelines that it would run. */
  readonly isSkipped: (number: number) => boolean;
};

/**
 * Refuses a pipeline with an approval that nobody could ever give, as things are: its own, or one of the child pipelines
 * that it would run, at all levels.
 *
 * @throws Refused `state-forbids` with the reason, and the vertices that lead to the approval.
 */
export async function refuseImpossible(
  tx: Queries,
  { pipelineId, revisionId, readable, isSkipped }: Launched,
): Promise<void> {
  const reached = new Set([revisionId]);
  let level: readonly Reached[] = [{ revisionId, path: [] }];
  while (level.length > 0) {
    const below: Reached[] = [];
    for (const each of level) {
      const { approvals, children } = await partsOf(tx, each.revisionId);
      for (const { name, rules } of approvals) {
        // Whoever launched the parent counts as a launcher of its child pipelines.
        const asked = { rules, pipelineId, revisionId: each.revisionId, promptId: null };
        const why = whyImpossible(rules, await approversFor(tx, asked));
        if (why !== null)
          await refuseApproval(tx, [...each.path, { revisionId: each.revisionId, name }], readable, why);
      }
      for (const { number, name, revisionId: child } of children) {
        if (reached.has(child) || (each.path.length === 0 && isSkipped(number))) continue;
        reached.add(child);
        below.push({ revisionId: child, path: [...each.path, { revisionId: each.revisionId, name }] });
      }
    }
    level = below;
  }
}

/** A vertex of a revision. */
type Place = { readonly revisionId: number; readonly name: string };
/** A revision that runs, and the vertices that lead to it. */
type Reached = { readonly revisionId: number; readonly path: readonly Place[] };

async function refuseApproval(
  tx: Queries,
  path: readonly Place[],
  readable: FolderIds,
  why: string,
): Promise<never> {
  const seen: string[] = [];
  for (const { revisionId, name } of path) {
    const folder = await placeOfRevision(tx, revisionId);
    if (readable !== "all" && (folder === null || !readable.includes(folder.folderId))) break;
    seen.push(name);
  }
  const isSeen = seen.length === path.length;
  const above = (isSeen ? seen.slice(0, -1) : seen).join(" > ");
  const place = [isSeen ? seen.at(-1) : "an approval", above]
    .filter(Boolean)
    .join(" in the child pipeline of ");
  const reason = isSeen ? `: ${why}` : ", which is in a folder that you may not see.";
  return refuse("state-forbids", `Nobody could ever approve ${place}${reason}`, {
    kept: "Nothing was launched.",
    todo: "Give somebody the right to answer in the folder of its graph, change who may approve, or let somebody else launch or seal it.",
  });
}

/** What of a sealed revision matters here. */
type Parts = {
  readonly approvals: readonly { readonly name: string; readonly rules: ApprovalRules }[];
  readonly children: readonly {
    readonly number: number;
    readonly name: string;
    readonly revisionId: number;
  }[];
};

/** Sealed revisions never change. So a launch reads them once, however many child pipelines it has. */
const MAX_REVISIONS = 1_000;
const known = new Map<number, Parts>();

async function partsOf(tx: Queries, revisionId: number): Promise<Parts> {
  const parts = known.get(revisionId) ?? (await readParts(tx, revisionId));
  known.delete(revisionId);
  known.set(revisionId, parts);
  const [oldest] = known.keys();
  if (known.size > MAX_REVISIONS && oldest !== undefined) known.delete(oldest);
  return parts;
}

async function readParts(tx: Queries, revisionId: number): Promise<Parts> {
  const { vertices } = (await sealedPlan(tx, revisionId)).plan;
  const approvals = vertices
    .filter(isRuledApproval)
    .map(({ name, spec }) => ({ name, rules: approvalRules(spec) }));
  const running = vertices.flatMap(({ number, name, spec: { graph } }) =>
    graph?.digest === undefined ? [] : [{ number, name, digest: graph.digest }],
  );
  if (running.length === 0) return { approvals, children: [] };
  const chosen = await childRevisionsOf(tx, revisionId);
  const others = running.filter(({ number }) => !chosen.has(number)).map(({ digest }) => digest);
  const sealed = await sealedByDigest(tx, [...new Set(others)]);
  const children = running.flatMap(({ number, name, digest }) => {
    const child = chosen.get(number) ?? sealed.get(digest)?.id;
    return child === undefined ? [] : [{ number, name, revisionId: child }];
  });
  return { approvals, children };
}
