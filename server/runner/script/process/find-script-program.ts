import { findProgram } from "#platform/find-program.mjs";
import { scriptPath } from "./script-environment.ts";

/**
 * Where a program is, by the PATH that scripts have; null where it is not on this machine. `node` is the runner's own,
 * so that what a script meets does not depend on what else is installed.
 */
export function findScriptProgram(name: string): string | null {
  return name === "node" ? process.execPath : findProgram(name, scriptPath());
}
