import type { Interpreter } from "#engine/model/graph-content.ts";
import { findScriptProgram } from "./process/find-script-program.ts";

/**
 * How the scripts of an interpreter are executed: the program, and the arguments before the script's name. Null where
 * the program is not on this machine.
 */
export function interpreterProgram(interpreter: Interpreter): readonly [string, ...string[]] | null {
  const program = findScriptProgram(interpreter);
  if (program === null) return null;
  // A script may use `import` or `require`. Without this option node prints a warning about it to the script's stderr.
  return interpreter === "node" ? [program, "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"] : [program];
}
