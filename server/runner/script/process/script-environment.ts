import { dirname } from "node:path";

/** Where scripts look for programs: the usual places, and where the runner's own node is, which brings npm and npx. */
const USUAL_PATH = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** Linux refuses any one `NAME=value` of 32 pages or more, its closing NUL included (MAX_ARG_STRLEN). */
const MAX_ENTRY_BYTES = 32 * 4096 - 1;

/**
 * Linux gives all arguments and variables a quarter of the stack's limit, 2 MiB as it usually is; each also costs a
 * pointer. What is kept back is for what a script's own children add.
 */
const MAX_BYTES = 2 * 1024 * 1024 - 128 * 1024;
const POINTER_BYTES = 8;

/** The directories in which scripts, and the runner on their behalf, look for programs. */
export function scriptPath(runnerProgram: string = process.execPath): string[] {
  return [...new Set([...USUAL_PATH, dirname(runnerProgram)])];
}

/**
 * The whole environment of a script. Nothing of the runner's own environment is in it, so that no address or password
 * of the database can be.
 *
 * @param directory where it starts, which is its HOME too.
 * @param hidden what is in the directory but not meant to be seen: temporary files go there.
 * @param outputFile what `$SIGNALBOX_OUTPUT` names.
 */
export function scriptEnvironment(
  given: Readonly<Record<string, string>>,
  directory: string,
  hidden: string,
  outputFile: string,
): Record<string, string> {
  return {
    PATH: scriptPath().join(":"),
    HOME: directory,
    LANG: "C.UTF-8",
    TMPDIR: hidden,
    ...given,
    SIGNALBOX_OUTPUT: outputFile,
  };
}

/** Why Linux would not start any program with these variables, as a sentence; null: it would. */
export function environmentProblem(env: Readonly<Record<string, string>>): string | null {
  let total = 0;
  for (const [name, value] of Object.entries(env)) {
    if (name === "" || /[=\0]/.test(name)) return `"${name}" cannot be the name of a variable.`;
    if (value.includes("\0")) {
      return `The value of ${name} holds a NUL character, which no variable can: remove it, or pass the value encoded.`;
    }
    const bytes = Buffer.byteLength(name) + 1 + Buffer.byteLength(value);
    if (bytes >= MAX_ENTRY_BYTES) {
      return `The value of ${name} is too long: ${bytes} bytes with its name, where Linux allows ${MAX_ENTRY_BYTES - 1}. Pass a file's name or an address instead.`;
    }
    total += bytes + 1 + POINTER_BYTES;
  }
  if (total <= MAX_BYTES) return null;
  return `The values are too long together: ${total} bytes, where ${MAX_BYTES} are allowed. Pass files' names or addresses instead.`;
}
