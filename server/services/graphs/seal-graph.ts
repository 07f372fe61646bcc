import type { SealedGraph } from "#contract/graphs.ts";
import { digestOf } from "#engine/graph-file/digest.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { type GraphRow, lockGraph } from "#repos/graphs/graph-rows.ts";
import { findDraft, findSealed, insertRevision, sealedRevisions } from "#repos/graphs/revision-rows.ts";
import { type By, nameOf, personIdOf } from "../approvals/by.ts";
import { readContent, revisionHeader, writeContent } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../pipeline-session/refused.ts";
import { folderOf } from "./folder-of-graph.ts";
import { childrenOf, findingsIn } from "./pin-children.ts";
import { problemsOf } from "./structural-problems.ts";

/**
 * Freezes a draft as the graph's next revision. The same content again gives the revision it has already.
 *
 * @param edit the edit of the draft that the caller saw; absent: the draft as it is.
 * @throws Refused `check-failed` with the findings; `conflict` where the draft was saved since `edit`.
 */
export async function sealGraph(
  database: Database,
  request: { name: string; edit?: number },
  actor: string | By,
  readable: FolderIds = "all",
): Promise<SealedGraph> {
  return transact(database, async (tx) => {
    const graph = await lockGraph(tx, request.name);
    if (graph === null) return refuse("not-found", `There is no graph "${request.name}".`);
    const { number, digest, isNew } = await sealIn(tx, graph, { actor, readable }, request.edit);
    const object = { kind: "graph", id: graph.id, name: graph.name } as const;
    noteForAudit(tx, actor, { object, after: { revision: number, digest, isNew } });
    return { name: graph.name, revision: number, digest, isNew };
  });
}

/**
 * Seals within the caller's transaction, which holds the graph's lock.
 *
 * @param actor `readable`: the folders that they may read: the graphs that this one runs must be in them.
 */
export async function sealIn(
  tx: Queries,
  graph: GraphRow,
  { actor, readable }: { readonly actor: string | By; readonly readable: FolderIds },
  edit?: number,
): Promise<{ revisionId: number; number: number; digest: string; isNew: boolean }> {
  const draft = await findDraft(tx, graph.id);
  if (draft === null) throw new Error(`Graph ${graph.name} has no draft.`);
  if (edit !== undefined && edit !== draft.edit)
    return refuse(
      "conflict",
      `${draft.savedBy} saved "${graph.name}" in between: the draft is not the one that you saw.`,
      {
        kept: "Nothing was sealed.",
        todo: "Look at the draft as it is now, then seal again.",
      },
    );
  const file = await readContent(tx, draft, graph.name);
  const digest = digestOf(file.content);
  const known = await findSealed(tx, graph.id, digest);
  // The stored draft is checked again: findings of an older version of the rules must not decide. Which graphs it runs was
  // decided when the same content was sealed, by somebody who could read them.
  const findings = await findingsIn(tx, file.content, {
    folder: await folderOf(tx, graph),
    readable: known === null ? readable : "all",
  });
  const problems = problemsOf(findings);
  if (problems.length > 0)
    return refuse(
      "check-failed",
      `"${graph.name}" cannot be sealed: ${problems[0]?.text}${problems.length > 1 ? ` (And ${problems.length - 1} more.)` : ""}`,
      {
        problems,
        kept: "The draft is as it was.",
        todo: "Correct what check found.",
      },
    );
  if (known !== null && known.number !== null)
    return { revisionId: known.id, number: known.number, digest, isNew: false };
  const [newest] = await sealedRevisions(tx, [graph.id]);
  const number = (newest?.number ?? 0) + 1;
  const header = revisionHeader(file);
  const revisionId = await insertRevision(tx, {
    graphId: graph.id,
    number,
    edit: draft.edit,
    header,
    digest,
    findings,
    savedBy: nameOf(actor),
    sealerId: personIdOf(actor),
  });
  await writeContent(tx, revisionId, file, await childrenOf(tx, file.content, readable));
  return { revisionId, number, digest, isNew: true };
}
