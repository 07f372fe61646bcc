import { dirname } from "node:path";
import { MAX_VARIABLE_BYTES } from "#engine/values/environment.ts";
import { variableNameProblem } from "./variable-names.ts";

/** Where scripts look for programs: the usual directories, and that of the runner's node, which has npm and npx. */
const USUAL_PATH = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/**
 * Linux allows a quarter of the stack's limit for all arguments and variables, usually 2 MiB, and each costs a pointer
 * as well. The reserve is for variables that a script adds for its own children.
 */
const MAX_BYTES = 2 * 1024 * 1024 - 128 * 1024;
const POINTER_BYTES = 8;

/** The directories in which scripts, and the runner for them, look for programs. */
export function scriptPath(runnerProgram: string = process.execPath): string[] {
  return [...new Set([...USUAL_PATH, dirname(runnerProgram)])];
}

/**
 * What every script has in its environment besides its own values.
 *
 * @param directory where the script starts, which is also its HOME.
 * @param hidden a subdirectory that is not meant to be seen, for temporary files.
 * @param outputFile the path in `$SIGNALBOX_OUTPUT`.
 */
export function usualEnvironment(
  directory: string,
  hidden: string,
  outputFile: string,
): Record<string, string> {
  return {
    PATH: scriptPath().join(":"),
    HOME: directory,
    LANG: "C.UTF-8",
    TMPDIR: hidden,
    // Python keeps some kilobytes of a pipe's text back. A script that is killed would lose them, and a log would be late.
    PYTHONUNBUFFERED: "1",
    SIGNALBOX_OUTPUT: outputFile,
  };
}

/**
 * The whole environment of a script. Nothing of the runner's own environment is in it, so it cannot reveal an address
 * or password of the database.
 */
export function scriptEnvironment(
  given: Readonly<Record<string, string>>,
  usual: Readonly<Record<string, string>>,
): Record<string, string> {
  return { ...usual, ...given, SIGNALBOX_OUTPUT: usual["SIGNALBOX_OUTPUT"] ?? "" };
}

/** Why a script cannot be started with these variables, as a sentence; null where it can. */
export function environmentProblem(env: Readonly<Record<string, string>>): string | null {
  let total = 0;
  for (const [name, value] of Object.entries(env)) {
    const nameProblem = variableNameProblem(name);
    if (nameProblem !== null) return nameProblem;
    if (value.includes("\0")) {
      return `The value of ${name} holds a NUL character, which no variable can: remove it, or pass the value encoded.`;
    }
    const bytes = Buffer.byteLength(name) + 1 + Buffer.byteLength(value);
    if (bytes > MAX_VARIABLE_BYTES) {
      return `The value of ${name} is too long: ${bytes} bytes with its name, where Linux allows ${MAX_VARIABLE_BYTES}. Pass a file's name or an address instead.`;
    }
    total += bytes + 1 + POINTER_BYTES;
  }
  if (total <= MAX_BYTES) return null;
  return `The values are too long together: ${total} bytes, where ${MAX_BYTES} are allowed. Pass files' names or addresses instead.`;
}
