import type { FolderAdminsView, FolderView } from "#contract/folders.ts";
import {
  folderNameProblem,
  folderPathProblem,
  folderText,
  isWithin,
  parentOf,
  pathIn,
  pathsDownTo,
  ROOT,
} from "#engine/rights/folder-path.ts";
import { actsIn } from "#engine/rights/policy.ts";
import { MAX_GIVERS } from "#engine/rights/who-can-give.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import {
  contentsOfFolder,
  deleteFolderRow,
  type FolderRow,
  findFolder,
  insertFolder,
  listFolderRows,
  lockFolder,
  lockFolders,
  updateFolder,
} from "#repos/rights/folder-rows.ts";
import { peopleGranted } from "#repos/rights/grant-rows.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "./actor.ts";
import { refuseUnknown } from "./judge.ts";

/** The folders that an actor may read, and those above them, each behind its parent. */
export async function listFolders(tx: Queries, { rights }: Actor): Promise<FolderView[]> {
  const rows = await listFolderRows(tx);
  const views = rows.map(({ path, graphCount }) => ({ path, graphCount, acts: actsIn(rights, path) }));
  const seen = views.filter(({ acts }) => acts.includes("read"));
  return views.flatMap((view) => {
    if (view.acts.includes("read")) return [view];
    const isOnTheWay = seen.some(({ path }) => isWithin(path, view.path));
    return isOnTheWay || view.acts.length > 0 ? [{ ...view, graphCount: 0 }] : [];
  });
}

/**
 * Who can give roles, for the folders on whose pages an actor may be: only those where somebody was made admin. For any
 * other one it is who can in the folder above. Those who were made admins nearest to a folder come first.
 */
export async function listFolderAdmins(tx: Queries, actor: Actor): Promise<FolderAdminsView[]> {
  const admins = await peopleGranted(tx, "admin");
  const seen = new Set([ROOT, ...(await listFolders(tx, actor)).map(({ path }) => path)]);
  const places = [...new Set(admins.map(({ folder }) => folder))].filter((path) => seen.has(path));
  return places.map((path) => {
    const from = [...pathsDownTo(path)].reverse();
    const near = from.flatMap((each) => admins.filter(({ folder }) => folder === each));
    const names = new Map(near.map(({ id, name }) => [id, name]));
    return { path, names: [...names.values()].slice(0, MAX_GIVERS), count: names.size };
  });
}

/** The folder with this path. @throws Refused `not-found`. */
export async function folderAt(tx: Queries, path: string): Promise<FolderRow> {
  return (await findFolder(tx, path)) ?? refuseUnknown({ kind: "folder", path });
}

/** As `folderAt`, for who stores its id: nobody deletes it until the transaction ends. @throws Refused `not-found`. */
export async function keptFolderAt(tx: Queries, path: string): Promise<FolderRow> {
  await lockFolder(tx, path, "shared");
  return folderAt(tx, path);
}

/** Makes a folder in another one. @throws Refused `not-found`, `bad-input`, `conflict`. */
export async function createFolder(
  database: Database,
  { folder, name }: { folder: string; name: string },
  actor: Actor,
): Promise<{ path: string }> {
  return transact(database, async (tx) => {
    await lockFolders(tx);
    const parent = await folderAt(tx, folder);
    const path = await freePath(tx, parent.path, name);
    const id = await insertFolder(tx, { parentId: parent.id, path, createdBy: actor.name });
    noteForAudit(tx, actor, { object: { kind: "folder", id, name: path }, after: { path } });
    return { path };
  });
}

/** Gives a folder another name. @throws Refused `not-found`, `bad-input`, `conflict`. */
export async function renameFolder(
  database: Database,
  { folder, name }: { folder: string; name: string },
  actor: Actor,
): Promise<{ path: string }> {
  return transact(database, async (tx) => {
    await lockFolders(tx);
    const row = await movable(tx, folder);
    const path = await freePath(tx, parentOf(row.path) ?? ROOT, name, row);
    return { path: await place(tx, row, { parentId: row.parentId, path }, actor) };
  });
}

/**
 * Moves a folder with all that is in it, and gives it another name where one is given. Who may do what in it follows from
 * the new place.
 */
export async function moveFolder(
  database: Database,
  { folder, to, name }: { folder: string; to: string; name?: string | undefined },
  actor: Actor,
): Promise<{ path: string }> {
  return transact(database, async (tx) => {
    await lockFolders(tx);
    const row = await movable(tx, folder);
    const parent = await folderAt(tx, to);
    if (isWithin(parent.path, row.path))
      return refuse("bad-input", `The folder ${row.path} cannot be moved into itself.`, {
        kept: "Nothing was moved.",
      });
    const path = await freePath(tx, parent.path, name ?? row.path.split("/").at(-1) ?? "", row);
    return { path: await place(tx, row, { parentId: parent.id, path }, actor) };
  });
}

/**
 * Deletes an empty folder, with the roles and the tokens that are limited to it.
 *
 * @throws Refused `not-found`; `state-forbids` where something is in it.
 */
export async function deleteFolder(
  database: Database,
  path: string,
  actor: Actor,
): Promise<{ path: string }> {
  return transact(database, async (tx) => {
    await lockFolders(tx);
    const row = await movable(tx, path);
    // What somebody is about to put in it is counted.
    await lockFolder(tx, path, "alone");
    const contents = await contentsOfFolder(tx, row.id);
    const found = [
      counted(contents.folders, "folder"),
      counted(contents.graphs, "graph"),
      counted(contents.secrets, "secret"),
      counted(contents.connections, "connection"),
      counted(contents.streams, "stream"),
      counted(contents.labels, "runner label"),
      counted(contents.noticeRules, "notice rule"),
      counted(contents.runnerTokens, "added runner"),
    ].filter((text) => text !== null);
    if (found.length > 0)
      return refuse("state-forbids", `The folder ${row.path} is not empty: ${found.join(", ")}.`, {
        kept: "Nothing was deleted.",
        todo: "Move, delete or revoke what is in it first.",
      });
    await deleteFolderRow(tx, row);
    noteForAudit(tx, actor, {
      object: { kind: "folder", id: row.id, name: row.path },
      before: { path: row.path },
    });
    return { path: row.path };
  });
}

function counted(count: number, what: string): string | null {
  return count === 0 ? null : `${count} ${what}${count === 1 ? "" : "s"}`;
}

async function movable(tx: Queries, path: string): Promise<FolderRow> {
  const row = await folderAt(tx, path);
  if (row.parentId === null)
    return refuse("state-forbids", `"${folderText(ROOT)}" holds all folders: it stays as it is.`);
  return row;
}

/** The path of a name in a parent, if it is one and no other folder has it. */
async function freePath(tx: Queries, parent: string, name: string, self?: FolderRow): Promise<string> {
  const path = pathIn(parent, name);
  const problem = folderNameProblem(name) ?? folderPathProblem(path);
  if (problem !== null) return refuse("bad-input", problem, { problems: [{ path: "name", text: problem }] });
  const taken = await findFolder(tx, path);
  if (taken !== null && taken.id !== self?.id)
    return refuse("conflict", `There is a folder ${taken.path} already.`, { todo: "Choose another name." });
  return path;
}

/** Writes the new path of a folder, and those of all below it. */
async function place(
  tx: Queries,
  row: FolderRow,
  { parentId, path }: Pick<FolderRow, "parentId" | "path">,
  actor: Actor,
): Promise<string> {
  const below = (await listFolderRows(tx)).filter(
    (each) => each.id !== row.id && isWithin(each.path, row.path),
  );
  const moved = below.map((each) => ({ ...each, path: `${path}${each.path.slice(row.path.length)}` }));
  for (const each of moved) {
    const problem = folderPathProblem(each.path);
    if (problem !== null) return refuse("bad-input", problem, { kept: "Nothing was moved." });
  }
  await updateFolder(tx, row.id, { path, parentId });
  for (const each of moved) await updateFolder(tx, each.id, each);
  noteForAudit(tx, actor, {
    object: { kind: "folder", id: row.id, name: path },
    before: { path: row.path },
    after: { path },
  });
  return path;
}
