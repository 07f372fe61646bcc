import type { Asked } from "#engine/kinds/approval/asked-of.ts";
import { pathsDownTo } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import { findPerson } from "#repos/people/person-rows.ts";
import { grantsOfPerson } from "#repos/rights/grant-rows.ts";
import { EVERYONE, groupsOfPerson, listGroupRows } from "#repos/rights/group-rows.ts";
import type { Actor } from "../rights/actor.ts";

/** What is known of whoever looks, in a folder, whatever places were given; null for a program. */
export type LookingPerson = (folder: string) => Omit<Asked, "hasReceived" | "hasGiven"> | null;

/** Reads once what is known of whoever looks at prompts. */
export async function lookingPerson(tx: Queries, actor: Actor): Promise<LookingPerson> {
  if (actor.who !== "person") return () => null;
  const person = await findPerson(tx, actor.id);
  const all = await listGroupRows(tx);
  const ids = new Set([
    EVERYONE,
    ...(await groupsOfPerson(
      tx,
      actor.id,
      all.map(({ id }) => id),
    )),
  ]);
  const groups = new Set(all.filter(({ id }) => ids.has(id)).map(({ name }) => name.toLowerCase()));
  const grants = await grantsOfPerson(tx, actor.id);
  return (folder) => {
    const above = pathsDownTo(folder);
    const roles = new Set(grants.filter((grant) => above.includes(grant.folder)).map(({ role }) => role));
    return { name: actor.name, email: person?.email ?? null, groups, roles };
  };
}
