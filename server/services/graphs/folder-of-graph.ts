import { ROOT } from "#engine/rights/folder-path.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { type GraphRow, lockGraph, setFolderOfGraph } from "#repos/graphs/graph-rows.ts";
import { findFolderById } from "#repos/rights/folder-rows.ts";
import type { Actor } from "../rights/actor.ts";
import { keptFolderAt } from "../rights/folders.ts";
import { refuseUnknown } from "../rights/judge.ts";

/** The path of a graph's folder. */
export async function folderOf(tx: Queries, { folderId }: Pick<GraphRow, "folderId">): Promise<string> {
  return (await findFolderById(tx, folderId))?.path ?? ROOT;
}

/**
 * Moves a graph to another folder, with its pipelines: from now on its new folder says who may do what with them, and which
 * secrets and runner labels they may use.
 *
 * @throws Refused `not-found`.
 */
export async function moveGraph(
  database: Database,
  { name, folder: path }: { name: string; folder: string },
  actor: Actor,
): Promise<{ name: string; folder: string }> {
  return transact(database, async (tx) => {
    const graph = await lockGraph(tx, name);
    if (graph === null) return refuseUnknown({ kind: "graph", name });
    const folder = await keptFolderAt(tx, path);
    const before = await folderOf(tx, graph);
    await setFolderOfGraph(tx, graph.id, folder.id);
    noteForAudit(tx, actor, {
      object: { kind: "graph", id: graph.id, name: graph.name },
      before: { folder: before },
      after: { folder: folder.path },
    });
    return { name: graph.name, folder: folder.path };
  });
}
