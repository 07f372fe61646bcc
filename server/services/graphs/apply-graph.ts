import type { AppliedGraph } from "#contract/graphs/graphs.ts";
import { folderText, ROOT } from "#engine/rights/folder-path.ts";
import { mayAnywhere } from "#engine/rights/policy.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { savedByName } from "#platform/database/saved-by-name.ts";
import { type GraphRow, lockGraph } from "#repos/graphs/graph-rows.ts";
import { refuseStale } from "../refusals/refuse-stale.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { folderAt, keptFolderAt } from "../rights/folders.ts";
import { isAllowed, judge, refuseAct } from "../rights/judge.ts";
import { foldersAllowed } from "../rights/readable-folders.ts";
import { folderOf } from "./folder-of-graph.ts";
import { storedVersion } from "./lookup/last-change.ts";
import { applyIn, readFile, refuseTaken } from "./save-graph.ts";

const KEPT = "Nothing was replaced.";
const LOOK = "Look at what is there now, and import again.";

type Request = {
  readonly text: string;
  readonly folder?: string | undefined;
  readonly isNew?: boolean | undefined;
  readonly version?: number | undefined;
};

/**
 * Creates or replaces a draft from the text of a graph file, if the actor may. Only the text says which graph it is about:
 * it is read only for somebody who may design in the folder, or else in any folder. Schedules and triggers that it
 * declares are counted and not touched.
 *
 * @param request `folder`: where a new graph will be, or else in the root; a graph that is there already must be in it.
 *   `isNew`: it replaces none, and a name that is taken is refused. `version`: of the graph that it replaces, as
 *   the caller saw it in a list; absent: whatever is there.
 * @throws Refused `bad-input`, `not-allowed`, `not-found` for a folder, `conflict`.
 */
export async function applyGraph(
  database: Database,
  { text, folder, isNew = false, version }: Request,
  actor: Actor,
): Promise<AppliedGraph> {
  await judgeUnread(database.queries, folder, actor);
  const { file, declaredTriggers } = await readFile(text);
  const { name } = file.content;
  // Where somebody gave a graph this name at the same moment, the folder of that graph is judged.
  return savedByName(() =>
    transact(database, async (tx) => {
      const graph = await lockGraph(tx, name);
      if (graph === null && version !== undefined) return refuseDeleted(name);
      const folderId = await judgedPlace(tx, { name, graph }, folder, isNew, actor);
      if (graph !== null && version !== undefined)
        refuseStale(`graph "${name}"`, await storedVersion(tx, graph), version, { kept: KEPT, todo: LOOK });
      const readable = await foldersAllowed(tx, actor.rights, "read");
      const saved = await applyIn(tx, graph, file, actor.name, { readable, folderId });
      return { ...saved, declaredTriggers };
    }),
  );
}

function refuseDeleted(name: string): never {
  return refuse("conflict", `The graph "${name}" was deleted or renamed in between.`, {
    kept: KEPT,
    todo: LOOK,
  });
}

/** Judges what can be judged before the text is read: reading a long one takes seconds. */
async function judgeUnread(tx: Queries, folder: string | undefined, actor: Actor): Promise<void> {
  if (folder !== undefined) await judge(tx, actor, "design", { kind: "folder", path: folder });
  else if (!mayAnywhere(actor.rights, "design")) await refuseAct(tx, actor, "design", ROOT);
}

async function judgedPlace(
  tx: Queries,
  { name, graph }: { readonly name: string; readonly graph: GraphRow | null },
  wanted: string | undefined,
  isNew: boolean,
  actor: Actor,
): Promise<number> {
  if (graph === null) {
    const path = wanted ?? ROOT;
    await judge(tx, actor, "design", { kind: "folder", path });
    return (await keptFolderAt(tx, path)).id;
  }
  const subject = { kind: "graph", name } as const;
  // A name is one in the whole server: that it is taken cannot be hidden.
  const isKnown =
    (await isAllowed(tx, actor, "read", subject)) || (await isAllowed(tx, actor, "design", subject));
  if (isNew || !isKnown) return refuseTaken(name);
  await judge(tx, actor, "design", subject);
  const present = await folderOf(tx, graph);
  if (wanted !== undefined && (await folderAt(tx, wanted)).id !== graph.folderId)
    return refuse("conflict", `"${graph.name}" is in ${folderText(present)}, not in ${folderText(wanted)}.`, {
      kept: "Nothing was written.",
      todo: "Leave the folder out, or move the graph.",
      command: { verb: "graph move" },
    });
  return graph.folderId;
}
