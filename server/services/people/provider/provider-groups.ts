import { ROOT } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import { lockFolders } from "#repos/rights/folder-rows.ts";
import { listProviderGroups, putProviderGroups } from "#repos/rights/provider-group-rows.ts";
import { peopleWhoMay } from "../../rights/who-may.ts";

/**
 * Takes over the groups that the provider names for a person. What would take the last admin of all away is not taken
 * over: nobody could give it back.
 */
export async function takeOverGroups(tx: Queries, personId: number, names: readonly string[]): Promise<void> {
  await lockFolders(tx);
  const before = await listProviderGroups(tx, personId);
  const admins = async () => (await peopleWhoMay(tx, "administer", ROOT)).length;
  const hadAdmin = (await admins()) > 0;
  await putProviderGroups(tx, personId, names);
  if (hadAdmin && (await admins()) === 0) await putProviderGroups(tx, personId, [...names, ...before]);
}
