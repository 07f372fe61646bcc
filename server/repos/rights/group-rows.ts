import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import { EVERYONE_ID, folderGrant, groupMember, peopleGroup } from "#drizzle/schema/people/grants.ts";
import { person } from "#drizzle/schema/people/people.ts";
import type { Queries } from "#platform/database/db.ts";

/** The group of all people. */
export const EVERYONE: number = EVERYONE_ID;

export type GroupRow = typeof peopleGroup.$inferSelect;
export type GroupPerson = { readonly groupId: number; readonly id: number; readonly name: string };

/** @throws a duplicate key where there is a group of this name. */
export async function insertGroup(tx: Queries, row: Pick<GroupRow, "name" | "createdBy">): Promise<number> {
  const [result] = await tx
    .insert(peopleGroup)
    .values({ ...row, nameKey: row.name.toLowerCase(), createdAt: sql`now(3)` });
  return result.insertId;
}

/** All groups, `everyone` first, then by name. */
export async function listGroupRows(tx: Queries): Promise<GroupRow[]> {
  return tx
    .select()
    .from(peopleGroup)
    .orderBy(sql`${peopleGroup.id} <> ${EVERYONE_ID}`, asc(peopleGroup.nameKey));
}

/** Finds a group without regard to case. */
export async function findGroup(tx: Queries, name: string): Promise<GroupRow | null> {
  const rows = await tx.select().from(peopleGroup).where(eq(peopleGroup.nameKey, name.toLowerCase()));
  return rows[0] ?? null;
}

/** @throws a duplicate key where there is a group of this name. */
export async function renameGroupRow(tx: Queries, id: number, name: string): Promise<void> {
  await tx.update(peopleGroup).set({ name, nameKey: name.toLowerCase() }).where(eq(peopleGroup.id, id));
}

/** Deletes a group with its grants and members. Gives false where there is no such group, or it is `everyone`. */
export async function deleteGroupRow(tx: Queries, id: number): Promise<boolean> {
  if (id === EVERYONE_ID) return false;
  await tx.delete(groupMember).where(eq(groupMember.groupId, id));
  await tx.delete(folderGrant).where(eq(folderGrant.groupId, id));
  const [result] = await tx
    .delete(peopleGroup)
    .where(and(eq(peopleGroup.id, id), ne(peopleGroup.id, EVERYONE_ID)));
  return result.affectedRows === 1;
}

/** Adds a person to a group; nothing happens where they are in it. */
export async function putMember(tx: Queries, groupId: number, personId: number): Promise<void> {
  await tx
    .insert(groupMember)
    .values({ groupId, personId })
    .onDuplicateKeyUpdate({ set: { isByHand: true } });
}

/** Gives false where the person was not in the group. */
export async function deleteMember(tx: Queries, groupId: number, personId: number): Promise<boolean> {
  const [result] = await tx
    .delete(groupMember)
    .where(and(eq(groupMember.groupId, groupId), eq(groupMember.personId, personId)));
  return result.affectedRows === 1;
}

/** The people of all groups but `everyone`, in the order in which they came. */
export async function listMembers(tx: Queries): Promise<GroupPerson[]> {
  return tx
    .select({ groupId: groupMember.groupId, id: person.id, name: person.name })
    .from(groupMember)
    .innerJoin(person, eq(person.id, groupMember.personId))
    .orderBy(asc(groupMember.groupId), asc(person.id));
}

/** Which of these groups a person is in, `everyone` not counted. */
export async function groupsOfPerson(
  tx: Queries,
  personId: number,
  ids: readonly number[],
): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: groupMember.groupId })
    .from(groupMember)
    .where(and(eq(groupMember.personId, personId), inArray(groupMember.groupId, [...ids])));
  return rows.map(({ id }) => id);
}
