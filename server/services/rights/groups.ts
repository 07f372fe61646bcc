import type { GroupView } from "#contract/folders.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, type Queries, transact } from "#platform/database/db.ts";
import { findPerson } from "#repos/people/person-rows.ts";
import { lockFolders } from "#repos/rights/folder-rows.ts";
import { listGrantRows } from "#repos/rights/grant-rows.ts";
import {
  deleteGroupRow,
  deleteMember,
  EVERYONE,
  type GroupRow,
  insertGroup,
  listGroupRows,
  listMembers,
  putMember,
  renameGroupRow,
} from "#repos/rights/group-rows.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "./actor.ts";
import { grantView, keepingAdmin, listMarkedPeople } from "./grants.ts";

/** All groups, with their people and their roles; `everyone` first. */
export async function listGroups(tx: Queries): Promise<GroupView[]> {
  const groups = await listGroupRows(tx);
  const members = await listMembers(tx);
  const marks = new Map((await listMarkedPeople(tx)).map(({ id, mark }) => [id, mark]));
  const grants = await listGrantRows(tx);
  return groups.map(({ id, name }) => ({
    id,
    name,
    isEveryone: id === EVERYONE,
    members: members.flatMap(({ groupId, ...person }) =>
      groupId === id ? [{ ...person, mark: marks.get(person.id) ?? null }] : [],
    ),
    grants: grants.filter(({ groupId }) => groupId === id).map(grantView),
  }));
}

/** @throws Refused `conflict` where there is a group of this name. */
export async function addGroup(tx: Queries, name: string, actor: Actor): Promise<{ id: number }> {
  return refuseTaken(name, async () => {
    const id = await insertGroup(tx, { name, createdBy: actor.name });
    noteForAudit(tx, actor, { object: { kind: "group", id, name }, after: { name } });
    return { id };
  });
}

/** @throws Refused `not-found`, `conflict`, `state-forbids` for the group of all people. */
export async function renameGroup(
  tx: Queries,
  id: number,
  name: string,
  actor: Actor,
): Promise<{ id: number }> {
  const before = await changeable(tx, id);
  return refuseTaken(name, async () => {
    await renameGroupRow(tx, id, name);
    noteForAudit(tx, actor, {
      object: { kind: "group", id, name },
      before: { name: before.name },
      after: { name },
    });
    return { id };
  });
}

/** Deletes a group: its people lose the roles that they have by it. */
export async function removeGroup(database: Database, id: number, actor: Actor): Promise<{ id: number }> {
  return transact(database, async (tx) => {
    await lockFolders(tx);
    const { name } = await changeable(tx, id);
    await keepingAdmin(tx, actor, () => deleteGroupRow(tx, id));
    noteForAudit(tx, actor, { object: { kind: "group", id, name }, before: { name } });
    return { id };
  });
}

/** Adds a person to a group; nothing happens where they are in it. */
export async function addMember(
  database: Database,
  { id, person }: { id: number; person: number },
  actor: Actor,
): Promise<{ id: number }> {
  return transact(database, async (tx) => {
    await lockFolders(tx);
    const { name } = await changeable(tx, id);
    const found = await findPerson(tx, person);
    if (found === null) return refuse("not-found", "There is no such person.");
    await putMember(tx, id, person);
    noteForAudit(tx, actor, {
      object: { kind: "group", id, name },
      after: { personId: person, person: found.name },
    });
    return { id };
  });
}

/** Takes a person out of a group. @throws Refused `not-found`; `state-forbids` for the last admin of all. */
export async function removeMember(
  database: Database,
  { id, person }: { id: number; person: number },
  actor: Actor,
): Promise<{ id: number }> {
  return transact(database, async (tx) => {
    await lockFolders(tx);
    const { name } = await changeable(tx, id);
    if (!(await keepingAdmin(tx, actor, () => deleteMember(tx, id, person))))
      return refuse("not-found", "This person is not in the group: they were taken out already.");
    noteForAudit(tx, actor, { object: { kind: "group", id, name }, before: { personId: person } });
    return { id };
  });
}

async function changeable(tx: Queries, id: number): Promise<GroupRow> {
  const group = (await listGroupRows(tx)).find((each) => each.id === id);
  if (group === undefined) return refuse("not-found", "There is no such group.");
  if (id === EVERYONE)
    return refuse("state-forbids", `All people are in "${group.name}": it stays as it is.`);
  return group;
}

async function refuseTaken<Result>(name: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return refuse("conflict", `There is a group "${name}" already.`, { todo: "Choose another name." });
  }
}
