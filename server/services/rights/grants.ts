import type { CandidatePerson, GrantCandidates, GrantView } from "#contract/folders.ts";
import { folderText, pathsDownTo, ROOT } from "#engine/rights/folder-path.ts";
import type { Role } from "#engine/rights/roles.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, type Queries, transact } from "#platform/database/db.ts";
import { findPerson, listPersonRows } from "#repos/people/person-rows.ts";
import { findFolder, lockFolders } from "#repos/rights/folder-rows.ts";
import { deleteGrant, insertGrant, listGrantRows, type NamedGrant } from "#repos/rights/grant-rows.ts";
import { listGroupRows } from "#repos/rights/group-rows.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "./actor.ts";
import { folderAt } from "./folders.ts";
import { peopleWhoMay } from "./who-may.ts";

/** The roles that count in a folder: those that were given in it, and those from above. */
export async function listGrants(tx: Queries, path: string): Promise<GrantView[]> {
  const folder = await folderAt(tx, path);
  const rows = await Promise.all(pathsDownTo(folder.path).map((each) => findFolder(tx, each)));
  const ids = rows.flatMap((row) => row?.id ?? []);
  return (await listGrantRows(tx, ids)).map(grantView);
}

/** A grant as people see it. */
export function grantView({ id, folder, role, personId, groupId, name }: NamedGrant): GrantView {
  const kind = personId === null ? "group" : "person";
  return { id, folder, role, to: { kind, id: personId ?? groupId ?? 0, name } };
}

/** To whom a role can be given. */
export async function listCandidates(tx: Queries): Promise<GrantCandidates> {
  const people = await listMarkedPeople(tx);
  const groups = await listGroupRows(tx);
  return { people, groups: groups.map(({ id, name }) => ({ id, name })) };
}

/** All people; those who share a name are told apart by a mark. */
export async function listMarkedPeople(tx: Queries): Promise<CandidatePerson[]> {
  const people = await listPersonRows(tx);
  const counts = new Map<string, number>();
  for (const { name } of people) counts.set(nameKey(name), (counts.get(nameKey(name)) ?? 0) + 1);
  const isShared = (name: string) => (counts.get(nameKey(name)) ?? 0) > 1;
  return people.map(({ id, name, email }) => ({
    id,
    name,
    mark: isShared(name) ? (email ?? `#${id}`) : null,
  }));
}

/** The same for names that a reader takes for one. */
function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

/** Gives a role in a folder and in all below it. @throws Refused `not-found`; `conflict` where they have it there. */
export async function addGrant(
  database: Database,
  request: { folder: string; role: Role; person?: number | undefined; group?: number | undefined },
  actor: Actor,
): Promise<GrantView> {
  const { role, person: personId = null, group: groupId = null } = request;
  return transact(database, async (tx) => {
    await lockFolders(tx);
    const folder = await folderAt(tx, request.folder);
    const name = personId === null ? await groupNamed(tx, groupId) : await personNamed(tx, personId);
    const row = { folderId: folder.id, role, personId, groupId, createdBy: actor.name };
    try {
      const id = await insertGrant(tx, row);
      const given = { folder: folder.path, role, ...(personId === null ? { groupId } : { personId }) };
      noteForAudit(tx, actor, { object: { kind: "grant", id, name }, after: given });
      return grantView({ id, folder: folder.path, role, personId, groupId, name });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return refuse("conflict", `${name} has the role ${role} in ${folderText(folder.path)} already.`);
    }
  });
}

async function personNamed(tx: Queries, id: number): Promise<string> {
  return (await findPerson(tx, id))?.name ?? refuse("not-found", "There is no such person.");
}

async function groupNamed(tx: Queries, id: number | null): Promise<string> {
  const group = (await listGroupRows(tx)).find((each) => each.id === id);
  return group?.name ?? refuse("not-found", "There is no such group.");
}

/** Takes a role away. @throws Refused `not-found`; `state-forbids` for the role of the last admin of all. */
export async function removeGrant(
  database: Database,
  { folder, id }: { folder: string; id: number },
  actor: Actor,
): Promise<{ id: number }> {
  return transact(database, async (tx) => {
    await lockFolders(tx);
    const { id: folderId } = await folderAt(tx, folder);
    const grant = (await listGrantRows(tx, [folderId])).find((each) => each.id === id);
    if (grant === undefined || !(await keepingAdmin(tx, actor, () => deleteGrant(tx, id))))
      return refuse("not-found", "There is no such role in this folder: it was taken away already.");
    const { name, role } = grant;
    noteForAudit(tx, actor, { object: { kind: "grant", id, name }, before: { folder: grant.folder, role } });
    return { id };
  });
}

/**
 * Carries out a change of roles, and refuses it where it took away the last admin of all. The command line may do that as
 * well: it can give the role again.
 *
 * @throws Refused `state-forbids`, and what the change throws.
 */
export async function keepingAdmin<Result>(
  tx: Queries,
  actor: Actor,
  change: () => Promise<Result>,
): Promise<Result> {
  if (actor.who === "command line") return change();
  const before = await peopleWhoMay(tx, "administer", ROOT);
  const result = await change();
  if (before.length === 0 || (await peopleWhoMay(tx, "administer", ROOT)).length > 0) return result;
  return refuse("state-forbids", `Nobody would be left who is admin of ${folderText(ROOT)}.`, {
    kept: "Nothing was written.",
    todo: "Make somebody else admin there first.",
  });
}
