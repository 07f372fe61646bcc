import { ACTS, type Act } from "./acts.ts";
import { isWithin, ROOT } from "./folder-path.ts";
import { ACTS_OF_ROLE, type Role } from "./roles.ts";

/** A role that somebody has in a folder and in all below it. */
export type Grant = { readonly folder: string; readonly role: Role };

/** What an actor was given. */
export type Rights = {
  /** Their own grants, and those of their groups. They add up, and none takes away. */
  readonly grants: readonly Grant[];
  /** What a token may do of that; absent for people. */
  readonly limit?: { readonly acts: readonly Act[]; readonly folder: string };
};

/** May do everything everywhere. */
export const ALL_RIGHTS: Rights = { grants: [{ folder: ROOT, role: "admin" }] };

/** Whether these rights allow an act in a folder. */
export function mayIn({ grants, limit }: Rights, act: Act, folder: string): boolean {
  if (limit !== undefined && !(limit.acts.includes(act) && isWithin(folder, limit.folder))) return false;
  return grants.some((grant) => ACTS_OF_ROLE[grant.role].includes(act) && isWithin(folder, grant.folder));
}

/**
 * The topmost folders in which these rights allow an act: they and all below them. The root alone: everywhere; none:
 * nowhere.
 */
export function foldersFor({ grants, limit }: Rights, act: Act): readonly string[] {
  if (limit !== undefined && !limit.acts.includes(act)) return [];
  const top = limit?.folder ?? ROOT;
  const granted = grants
    .filter(({ role }) => ACTS_OF_ROLE[role].includes(act))
    .flatMap(({ folder }) => (isWithin(folder, top) ? [folder] : isWithin(top, folder) ? [top] : []));
  const once = [...new Set(granted)];
  return once.filter((path) => !once.some((above) => above !== path && isWithin(path, above))).sort();
}

/** Whether these rights allow an act anywhere. */
export function mayAnywhere(rights: Rights, act: Act): boolean {
  return foldersFor(rights, act).length > 0;
}

/** The folders in which something may be read, by their ids; `all` where nothing has to be left out. */
export type FolderIds = readonly number[] | "all";

export function hasFolder(folders: FolderIds, id: number): boolean {
  return folders === "all" || folders.includes(id);
}

/** What these rights allow in a folder. */
export function actsIn(rights: Rights, folder: string): readonly Act[] {
  return ACTS.filter((act) => mayIn(rights, act, folder));
}
