import { findProgram } from "#platform/find-program.mjs";
import { scriptPath } from "./script-environment.ts";

/**
 * The path of a program, by the PATH that scripts have; null where it is not on this machine. `node` is always the
 * runner's own, so that a script does not depend on what else is installed.
 */
export function findScriptProgram(name: string): string | null {
  return name === "node" ? process.execPath : findProgram(name, scriptPath());
}
