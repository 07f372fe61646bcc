import { and, eq, inArray, ne } from "drizzle-orm";
import { EVERYONE_ID, groupMember, peopleGroup } from "#drizzle/schema/people/grants.ts";
import type { Queries } from "#platform/database/db.ts";

/** The names of the groups in which a person is by the word of the provider. */
export async function listProviderGroups(tx: Queries, personId: number): Promise<string[]> {
  const rows = await tx
    .select({ name: peopleGroup.name })
    .from(groupMember)
    .innerJoin(peopleGroup, eq(peopleGroup.id, groupMember.groupId))
    .where(and(eq(groupMember.personId, personId), eq(groupMember.isByProvider, true)));
  return rows.map(({ name }) => name);
}

/**
 * Makes a person a member of the groups that the identity provider names, without regard to case, as far as they are
 * here. Memberships that only an earlier word of the provider made end.
 */
export async function putProviderGroups(
  tx: Queries,
  personId: number,
  names: readonly string[],
): Promise<void> {
  const keys = [...new Set(names.map((name) => name.toLowerCase()))];
  const isTheirs = eq(groupMember.personId, personId);
  const found =
    keys.length === 0
      ? []
      : await tx
          .select({ id: peopleGroup.id })
          .from(peopleGroup)
          .where(and(inArray(peopleGroup.nameKey, keys), ne(peopleGroup.id, EVERYONE_ID)));
  await tx.update(groupMember).set({ isByProvider: false }).where(isTheirs);
  for (const { id: groupId } of found)
    await tx
      .insert(groupMember)
      .values({ groupId, personId, isByHand: false, isByProvider: true })
      .onDuplicateKeyUpdate({ set: { isByProvider: true } });
  await tx
    .delete(groupMember)
    .where(and(isTheirs, eq(groupMember.isByHand, false), eq(groupMember.isByProvider, false)));
}
