import { isWithin } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import { folderOfPipeline } from "#repos/rights/subject-rows.ts";

/**
 * Whether the graph of a child pipeline is in another folder than its parent's, and not below that. Who may read the parent
 * may then not read the child, and the parent's reasons tell nothing of it.
 */
export async function isElsewhere(tx: Queries, child: number, parent: number): Promise<boolean> {
  const above = await folderOfPipeline(tx, parent);
  const below = await folderOfPipeline(tx, child);
  return above !== null && below !== null && !isWithin(below, above);
}

/** Why what failed in a child pipeline of another folder is not retried: the reason itself is not told. */
export const NOT_RETRIED_ELSEWHERE = "What failed in a pipeline of another folder cannot be retried now.";
