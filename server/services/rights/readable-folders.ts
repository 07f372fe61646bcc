import type { Act } from "#engine/rights/acts.ts";
import { isWithin, ROOT } from "#engine/rights/folder-path.ts";
import { type FolderIds, foldersFor, type Rights } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { listFolderRows } from "#repos/rights/folder-rows.ts";

/** The folders in which these rights allow an act, also those below; the database is asked only where some are left out. */
export async function foldersAllowed(tx: Queries, rights: Rights, act: Act): Promise<FolderIds> {
  const tops = foldersFor(rights, act);
  if (tops.includes(ROOT)) return "all";
  if (tops.length === 0) return [];
  const rows = await listFolderRows(tx);
  return rows.filter(({ path }) => tops.some((top) => isWithin(path, top))).map(({ id }) => id);
}
