import type { RetiredRevision } from "#contract/graphs/revisions.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { type GraphRow, lockGraph } from "#repos/graphs/graph-rows.ts";
import { markNotRetired, markRetired } from "#repos/graphs/revision-list-rows.ts";
import { findRevision, type RevisionRow } from "#repos/graphs/revision-rows.ts";
import { refuse } from "../../refusals/refused.ts";
import type { Actor } from "../../rights/actor.ts";
import { retirementOf } from "./retirement.ts";

/**
 * Retires a revision: nothing new is launched of it. It is kept, and so are its pipelines, which go on. Retired again, it
 * keeps its first reason.
 *
 * @throws Refused `not-found`.
 */
export async function retireRevision(
  database: Database,
  { name, revision, reason }: { name: string; revision: number; reason: string },
  actor: Actor,
): Promise<RetiredRevision> {
  return transact(database, async (tx) => {
    const { graph, row } = await lockedRevision(tx, name, revision);
    const isChanged = await markRetired(tx, row.id, actor.name, reason);
    return answer(tx, graph, row, { actor, isChanged });
  });
}

/**
 * Takes the retirement of a revision back.
 *
 * @throws Refused `not-found`.
 */
export async function unretireRevision(
  database: Database,
  { name, revision }: { name: string; revision: number },
  actor: Actor,
): Promise<RetiredRevision> {
  return transact(database, async (tx) => {
    const { graph, row } = await lockedRevision(tx, name, revision);
    const isChanged = await markNotRetired(tx, row.id);
    return answer(tx, graph, row, { actor, isChanged });
  });
}

/** Under the lock of its graph: a launch that has looked at the revision is committed before it is retired. */
async function lockedRevision(tx: Queries, name: string, number: number) {
  const graph = await lockGraph(tx, name);
  if (graph === null) return refuse("not-found", `There is no graph "${name}".`);
  return { graph, row: await revisionNumbered(tx, graph, number) };
}

async function revisionNumbered(tx: Queries, graph: GraphRow, number: number): Promise<RevisionRow> {
  const row = await findRevision(tx, graph.id, number);
  return row ?? refuse("not-found", `${graph.name} has no sealed revision ${number}.`);
}

async function answer(
  tx: Queries,
  graph: GraphRow,
  before: RevisionRow,
  { actor, isChanged }: { readonly actor: Actor; readonly isChanged: boolean },
): Promise<RetiredRevision> {
  const revision = before.number ?? 0;
  const retired = retirementOf(await revisionNumbered(tx, graph, revision));
  const object = { kind: "graph", id: graph.id, name: graph.name } as const;
  noteForAudit(tx, actor, {
    object,
    before: { revision, retired: retirementOf(before)?.reason ?? null },
    after: { revision, retired: retired?.reason ?? null },
  });
  return { name: graph.name, revision, retired, isChanged };
}
