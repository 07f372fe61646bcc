import { isWithin } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import { findGraphById } from "#repos/graphs/graph-rows.ts";
import { folderOfPipeline } from "#repos/rights/subject-rows.ts";
import { folderOf } from "../graphs/folder-of-graph.ts";

/**
 * Whether the graph of a child pipeline is in another folder than its parent's, and not below that. Who may read the parent
 * may then not read the child, and the parent's reasons tell nothing of it.
 */
export async function isElsewhere(tx: Queries, child: number, parent: number): Promise<boolean> {
  const above = await folderOfPipeline(tx, parent);
  const below = await folderOfPipeline(tx, child);
  return above !== null && below !== null && !isWithin(below, above);
}

/** The name of the graph that is to be run, where it is in another folder than its parent's and not below that; null else. */
export async function graphElsewhere(tx: Queries, child: number, parent: number): Promise<string | null> {
  if (child === parent) return null;
  const [below, above] = [await findGraphById(tx, child), await findGraphById(tx, parent)];
  if (below === null || above === null) return null;
  return isWithin(await folderOf(tx, below), await folderOf(tx, above)) ? null : below.name;
}

/** Who is said to have launched a pipeline of another folder. People are known everywhere, schedules and triggers are not. */
export function launcherElsewhere(name: string): string {
  return /^(?:schedule|trigger) /.test(name) ? "a pipeline of another folder" : name;
}
