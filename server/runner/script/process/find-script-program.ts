import { findProgram, isProgram } from "#platform/find-program.mjs";
import { scriptPath } from "./script-environment.ts";

/** What was found, by name: looking in six directories costs as much as writing the script. */
const found = new Map<string, string>();

/**
 * The path of a program, by the PATH that scripts have; null where it is not on this machine. `node` is always the
 * runner's own, so that a script does not depend on what else is installed.
 */
export function findScriptProgram(name: string): string | null {
  if (name === "node") return process.execPath;
  const known = found.get(name) ?? findProgram(name, scriptPath());
  if (known !== null) found.set(name, known);
  return known;
}

/** Whether the program is still where it was found. If not, it is looked for again. */
export function isStillThere(name: string, path: string): boolean {
  if (isProgram(path)) return true;
  found.delete(name);
  return false;
}
