import { isWithin } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import { findGraphById } from "#repos/graphs/graph-rows.ts";
import { folderOf } from "../graphs/folder-of-graph.ts";

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
