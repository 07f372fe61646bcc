import type { Queries } from "#platform/database/db.ts";
import { newestSealed } from "#repos/graphs/graph-list-rows.ts";
import { findDraft } from "#repos/graphs/revision-rows.ts";

/** When something of a graph was stored, and by whom. */
type Save = { readonly savedAt: Date; readonly savedBy: string };

/** The last save of a graph: of its draft, or of the revision that was sealed since. */
export function lastChange(draft: Save, newest: Save | undefined): Save {
  return newest !== undefined && newest.savedAt > draft.savedAt ? newest : draft;
}

/** The version of a graph that is stored, as a list of graphs gives it, and who made it. */
export async function storedVersion(
  tx: Queries,
  { id, name }: { readonly id: number; readonly name: string },
): Promise<{ readonly version: number; readonly savedBy: string }> {
  const draft = await findDraft(tx, id);
  if (draft === null) throw new Error(`Graph ${name} has no draft.`);
  const { savedAt, savedBy } = lastChange(draft, (await newestSealed(tx, [id])).get(id));
  return { version: savedAt.getTime(), savedBy };
}
