import { hasFolder } from "#engine/rights/policy.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { findTestGraph, type GraphRow, lockGraph, markGraphDeleted } from "#repos/graphs/graph-rows.ts";
import { launchersOfGraph } from "#repos/graphs/named-by-rows.ts";
import { countRunningOf } from "#repos/pipelines/pipeline-rows.ts";
import { deletePresetsOf } from "#repos/presets/preset-rows.ts";
import { refuseUnseenRemoval } from "../refusals/refuse-stale.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { foldersAllowed } from "../rights/readable-folders.ts";
import { folderOf } from "./folder-of-graph.ts";
import { storedVersion } from "./lookup/last-change.ts";

/**
 * Deletes a graph: it is not listed any more and its name is free. Its pipelines keep their history
 * and retention, its presets are gone; lists mark a rule of notices about it as one of a deleted graph.
 *
 * @param request `version`: as the caller saw it in a list; absent: whatever is there.
 * @throws Refused `conflict` where it was saved or sealed since, or another graph has its name by now; `state-forbids` while a
 * pipeline of it runs, or something launches it: what is in a folder that the actor may not read is only counted.
 */
export async function deleteGraph(
  database: Database,
  { name, version }: { readonly name: string; readonly version?: number | undefined },
  actor: Actor,
): Promise<{ name: string }> {
  return transact(database, async (tx) => {
    const graph = await lockGraph(tx, name);
    if (graph === null) return refuse("not-found", `There is no graph "${name}".`);
    if (version !== undefined)
      refuseUnseenRemoval(`graph "${graph.name}"`, await storedVersion(tx, graph), version);
    const tests = await findTestGraph(tx, graph.id);
    const running =
      (await countRunningOf(tx, graph.id)) + (tests === null ? 0 : await countRunningOf(tx, tests.id));
    if (running > 0)
      return refuse(
        "state-forbids",
        `"${graph.name}" has ${running} running pipeline${running === 1 ? "" : "s"}.`,
        { kept: KEPT, todo: "Let them end or cancel them first." },
      );
    await refuseLaunched(tx, graph, actor);
    await markGraphDeleted(tx, graph.id);
    const presets = await deletePresetsOf(tx, { graphId: graph.id });
    noteForAudit(tx, actor, {
      object: { kind: "graph", id: graph.id, name: graph.name },
      before: { folder: await folderOf(tx, graph), ...(presets > 0 && { presets }) },
    });
    return { name: graph.name };
  });
}

const KEPT = "Nothing was deleted.";
/** So many of those that launch it are named in a refusal. */
const MAX_NAMED = 10;

/** @throws Refused where a schedule or trigger launches the graph, or a trigger launches after it. */
async function refuseLaunched(tx: Queries, { id, name }: GraphRow, actor: Actor): Promise<void> {
  const { schedules, triggers } = await launchersOfGraph(tx, id);
  if (schedules.length > 0)
    refuse("state-forbids", `Schedules launch "${name}": ${listed(schedules, 0)}.`, {
      kept: KEPT,
      todo: "Remove them first.",
    });
  if (triggers.length === 0) return;
  const readable = await foldersAllowed(tx, actor.rights, "read");
  // One that launches after the graph may belong to another folder.
  const seen = triggers.filter(({ folderId }) => hasFolder(readable, folderId));
  const hidden = triggers.length - seen.length;
  const names = seen.map((trigger) => trigger.name);
  refuse("state-forbids", `Triggers launch "${name}", or launch after it: ${listed(names, hidden)}.`, {
    kept: KEPT,
    todo: hidden === 0 ? "Remove them first." : "They have to be removed first: an admin sees all of them.",
  });
}

/** The first names, and how many there are besides. */
function listed(names: readonly string[], hidden: number): string {
  const more = names.length - MAX_NAMED;
  return [
    ...names.slice(0, MAX_NAMED),
    ...(more > 0 ? [`${more} more`] : []),
    ...(hidden > 0 ? [`${hidden} in folders that you may not read`] : []),
  ].join(", ");
}
