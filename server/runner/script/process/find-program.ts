import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { scriptPath } from "./script-environment.ts";

/**
 * Where a program is, by the PATH that scripts have; null where it is not on this machine. `node` is the runner's own,
 * so that what a script meets does not depend on what else is installed.
 */
export function findProgram(name: string, path: readonly string[] = scriptPath()): string | null {
  if (name === "node") return process.execPath;
  return path.map((directory) => join(directory, name)).find(isExecutable) ?? null;
}

/** Whether the file is there and may be executed. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "EACCES" || code === "ENOTDIR") return false;
    throw error;
  }
}
