import type { Act } from "#engine/rights/acts.ts";
import { pathsDownTo } from "#engine/rights/folder-path.ts";
import { ACTS_OF_ROLE, ROLES } from "#engine/rights/roles.ts";
import type { Queries } from "#platform/database/db.ts";
import { peopleWithRole } from "#repos/rights/grant-rows.ts";

/** The people who may do this in a folder now, by themselves or by their groups, in the order in which they came. */
export async function peopleWhoMay(
  tx: Queries,
  act: Act,
  folder: string,
): Promise<{ readonly id: number; readonly name: string }[]> {
  const roles = ROLES.filter((role) => ACTS_OF_ROLE[role].includes(act));
  return peopleWithRole(tx, pathsDownTo(folder), roles);
}
