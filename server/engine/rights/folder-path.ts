import { graphNameProblem } from "../shape/names/graph-names.ts";

/** The path of the folder that holds all others. */
export const ROOT = "";
/** What people read instead of an empty path. */
export const ROOT_NAME = "All graphs";
/** A path has this many names at most. */
export const MAX_FOLDER_DEPTH = 8;

/** Why `path` is not the path of a folder; null where it is. The root's is empty. */
export function folderPathProblem(path: string): string | null {
  if (path === ROOT) return null;
  const names = path.split("/");
  if (names.length > MAX_FOLDER_DEPTH)
    return `Folders may be ${MAX_FOLDER_DEPTH} deep at most, and "${path}" is ${names.length} deep.`;
  const wrong = names.find((name) => graphNameProblem(name) !== null);
  return wrong === undefined ? null : `"${path}" is no folder. ${folderNameProblem(wrong) ?? ""}`;
}

/** Why `name` is not the name of a folder in its parent; null where it is. */
export function folderNameProblem(name: string): string | null {
  return graphNameProblem(name)?.replace("A graph name", "The name of a folder") ?? null;
}

/** Whether a folder is this one or below it. */
export function isWithin(path: string, above: string): boolean {
  return above === ROOT || path === above || path.startsWith(`${above}/`);
}

/** The folder that holds this one; null for the root. */
export function parentOf(path: string): string | null {
  if (path === ROOT) return null;
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ROOT;
}

/** A folder and all above it, from the root down. */
export function pathsDownTo(path: string): readonly string[] {
  const parent = parentOf(path);
  return parent === null ? [path] : [...pathsDownTo(parent), path];
}

/** The path of a folder with this name in a parent. */
export function pathIn(parent: string, name: string): string {
  return parent === ROOT ? name : `${parent}/${name}`;
}

/** The last name of a path, as people read it. */
export function folderName(path: string): string {
  return path === ROOT ? ROOT_NAME : (path.split("/").at(-1) ?? path);
}

/** A path as people read it. */
export function folderText(path: string): string {
  return path === ROOT ? ROOT_NAME : path;
}
