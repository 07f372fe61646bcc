import { ALL_RIGHTS, type Rights } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { grantsOfPerson } from "#repos/rights/grant-rows.ts";

/** What a person was given, by themselves and by their groups; null: the command line, which may do everything. */
export async function rightsOfPerson(tx: Queries, personId: number | null): Promise<Rights> {
  return personId === null ? ALL_RIGHTS : { grants: await grantsOfPerson(tx, personId) };
}
