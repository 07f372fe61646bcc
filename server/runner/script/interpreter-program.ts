import type { Interpreter } from "#engine/model/graph-content.ts";
import { findScriptProgram } from "./process/find-script-program.ts";

/**
 * What executes the scripts of an interpreter: the program, and the arguments before the script's name; null where it
 * is not on this machine.
 */
export function interpreterProgram(interpreter: Interpreter): readonly [string, ...string[]] | null {
  const program = findScriptProgram(interpreter);
  if (program === null) return null;
  // A script may use `import` as well as `require`; node remarks on having to find out which, on the script's stderr.
  return interpreter === "node" ? [program, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"] : [program];
}
