import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, transact } from "#platform/database/db.ts";
import { findTestGraph, lockGraph, markGraphDeleted, renameGraphRow } from "#repos/graphs/graph-rows.ts";
import { countRunningOf } from "#repos/pipelines/pipeline-rows.ts";
import { deletePresetsOf } from "#repos/presets/preset-rows.ts";
import { schedulesOfGraph } from "#repos/schedules/schedule-rows.ts";
import { renameSource } from "#repos/triggers/after-rows.ts";
import { triggersOfGraph } from "#repos/triggers/trigger-rows.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { folderOf } from "./folder-of-graph.ts";
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

/**
 * Deletes a graph: it is not listed any more and its name is free. Its pipelines keep their history, its presets are gone.
 *
 * @throws Refused `state-forbids` while a pipeline of it runs.
 */
export async function deleteGraph(database: Database, name: string, actor: Actor): Promise<{ name: string }> {
  return transact(database, async (tx) => {
    const graph = await lockGraph(tx, name);
    if (graph === null) return refuse("not-found", `There is no graph "${name}".`);
    const tests = await findTestGraph(tx, graph.id);
    const running =
      (await countRunningOf(tx, graph.id)) + (tests === null ? 0 : await countRunningOf(tx, tests.id));
    if (running > 0)
      return refuse(
        "state-forbids",
        `"${graph.name}" has ${running} running pipeline${running === 1 ? "" : "s"}.`,
        {
          kept: "Nothing was deleted.",
          todo: "Let them end or cancel them first.",
        },
      );
    const schedules = await schedulesOfGraph(tx, graph.id);
    if (schedules.length > 0)
      return refuse("state-forbids", `Schedules launch "${graph.name}": ${schedules.join(", ")}.`, {
        kept: "Nothing was deleted.",
        todo: "Remove them first.",
      });
    const triggers = await triggersOfGraph(tx, graph.id);
    if (triggers.length > 0)
      return refuse(
        "state-forbids",
        `Triggers launch "${graph.name}", or launch after it: ${triggers.join(", ")}.`,
        {
          kept: "Nothing was deleted.",
          todo: "Remove them first.",
        },
      );
    await markGraphDeleted(tx, graph.id);
    const presets = await deletePresetsOf(tx, { graphId: graph.id });
    noteForAudit(tx, actor, {
      object: { kind: "graph", id: graph.id, name: graph.name },
      before: { folder: await folderOf(tx, graph), ...(presets > 0 && { presets }) },
    });
    return { name: graph.name };
  });
}
