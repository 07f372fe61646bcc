import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { EVERYONE_ID, folderGrant, groupMember, peopleGroup } from "#drizzle/schema/people/grants.ts";
import { person } from "#drizzle/schema/people/people.ts";
import type { Role } from "#engine/rights/roles.ts";
import type { Queries } from "#platform/database/db.ts";

/** Who has a role: exactly one of the two is there. */
export type GrantedTo = { readonly personId: number | null; readonly groupId: number | null };
export type NamedGrant = GrantedTo & {
  readonly id: number;
  readonly folder: string;
  readonly role: Role;
  /** Of the person or the group. */
  readonly name: string;
};

const isInGroup = sql`${folderGrant.groupId} in (select ${groupMember.groupId} from ${groupMember} where ${groupMember.personId} = `;

/** @throws a duplicate key where they have this role there. */
export async function insertGrant(
  tx: Queries,
  row: GrantedTo & { readonly folderId: number; readonly role: Role; readonly createdBy: string },
): Promise<number> {
  const [result] = await tx.insert(folderGrant).values({ ...row, createdAt: sql`now(3)` });
  return result.insertId;
}

/** Gives false where there is no such grant. */
export async function deleteGrant(tx: Queries, id: number): Promise<boolean> {
  const [result] = await tx.delete(folderGrant).where(eq(folderGrant.id, id));
  return result.affectedRows === 1;
}

/** The roles of a person, with those of their groups. */
export async function grantsOfPerson(
  tx: Queries,
  personId: number,
): Promise<{ readonly folder: string; readonly role: Role }[]> {
  return tx
    .select({ folder: folder.path, role: folderGrant.role })
    .from(folderGrant)
    .innerJoin(folder, eq(folder.id, folderGrant.folderId))
    .where(
      or(
        eq(folderGrant.personId, personId),
        eq(folderGrant.groupId, EVERYONE_ID),
        sql`${isInGroup}${personId})`,
      ),
    );
}

/** All grants, or those in these folders, by folder. */
export async function listGrantRows(tx: Queries, folderIds?: readonly number[]): Promise<NamedGrant[]> {
  const rows = await tx
    .select({
      id: folderGrant.id,
      folder: folder.path,
      role: folderGrant.role,
      personId: folderGrant.personId,
      groupId: folderGrant.groupId,
      personName: person.name,
      groupName: peopleGroup.name,
    })
    .from(folderGrant)
    .innerJoin(folder, eq(folder.id, folderGrant.folderId))
    .leftJoin(person, eq(person.id, folderGrant.personId))
    .leftJoin(peopleGroup, eq(peopleGroup.id, folderGrant.groupId))
    .where(folderIds === undefined ? undefined : inArray(folderGrant.folderId, [...folderIds, 0]))
    .orderBy(asc(folder.pathKey), asc(folderGrant.id));
  return rows.map(({ personName, groupName, ...row }) => ({ ...row, name: personName ?? groupName ?? "" }));
}

/** People with one of these roles in one of these folders, by themselves or by a group, in the order in which they came. */
export async function peopleWithRole(
  tx: Queries,
  folderPaths: readonly string[],
  roles: readonly Role[],
): Promise<{ readonly id: number; readonly name: string }[]> {
  if (folderPaths.length === 0 || roles.length === 0) return [];
  const isTheirs = sql`(${folderGrant.personId} = ${person.id} or ${folderGrant.groupId} = ${EVERYONE_ID}
    or ${isInGroup}${person.id}))`;
  const hasRole = sql`exists (select 1 from ${folderGrant} inner join ${folder} on ${folder.id} = ${folderGrant.folderId}
    where ${and(inArray(folder.path, [...folderPaths]), inArray(folderGrant.role, [...roles]))} and ${isTheirs})`;
  return tx.select({ id: person.id, name: person.name }).from(person).where(hasRole).orderBy(asc(person.id));
}

/**
 * The people with a role, by themselves or by a group, and the folders in which it was given. Without those who have it as
 * everyone does.
 */
export async function peopleGranted(
  tx: Queries,
  role: Role,
): Promise<{ readonly folder: string; readonly id: number; readonly name: string }[]> {
  const isTheirs = sql`(${folderGrant.personId} = ${person.id} or exists (select 1 from ${groupMember}
    where ${groupMember.groupId} = ${folderGrant.groupId} and ${groupMember.personId} = ${person.id}))`;
  return tx
    .selectDistinct({ folder: folder.path, id: person.id, name: person.name })
    .from(folderGrant)
    .innerJoin(folder, eq(folder.id, folderGrant.folderId))
    .innerJoin(person, isTheirs)
    .where(eq(folderGrant.role, role))
    .orderBy(asc(person.id));
}
