import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, transact } from "#platform/database/db.ts";
import { lockGraph, renameGraphRow } from "#repos/graphs/graph-rows.ts";
import { renameSource } from "#repos/triggers/after-rows.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { checkedName, refuseTaken } from "./save-graph.ts";

/** Renames a graph. Its revisions and their digests stay: the name is not part of what is sealed. */
export async function renameGraph(
  database: Database,
  { name, to }: { name: string; to: string },
  actor: Actor,
): Promise<{ name: string }> {
  checkedName(to);
  try {
    await transact(database, async (tx) => {
      const graph = await lockGraph(tx, name);
      if (graph === null) return refuse("not-found", `There is no graph "${name}".`);
      await renameGraphRow(tx, graph.id, to);
      await renameSource(tx, graph.id, to);
      const object = { kind: "graph", id: graph.id, name: graph.name } as const;
      noteForAudit(tx, actor, { object, before: { name: graph.name }, after: { name: to } });
    });
  } catch (error) {
    if (isDuplicateKey(error)) return refuseTaken(to);
    throw error;
  }
  return { name: to };
}
