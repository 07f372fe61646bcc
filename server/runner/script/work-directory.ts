import { mkdirSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Interpreter } from "#engine/model/graph-content.ts";
import { isSystemProblem, systemProblemMeaning } from "#platform/system-problem.ts";

/** An attempt's own directory, which is removed when the attempt ends. */
export type WorkDirectory = {
  /** Where the script starts; it has only the hidden directory in it. */
  readonly path: string;
  /** Contains the script, its output file and its temporary files, so that `ls` and `rm *` do not see them. */
  readonly hidden: string;
  /** The script's path relative to `path`: the interpreter's messages use it. */
  readonly script: string;
  readonly outputFile: string;
};

/** The work directory could not be made. The message is a sentence for a person. */
export class WorkDirectoryProblem extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = "WorkDirectoryProblem";
  }
}

const HIDDEN = ".signalbox";
const ATTEMPT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * Makes an attempt's directory, for this user only, with the script in it. It is synchronous on purpose: four system
 * calls of about 20 µs each cost less than the turns of the event loop between them.
 *
 * @param name of the directory: letters, digits, `.`, `_` and `-`.
 * @throws WorkDirectoryProblem where the operating system refuses, for example because the disk is full.
 */
export function makeWorkDirectory(
  root: string,
  name: string,
  interpreter: Interpreter,
  text: string,
): WorkDirectory {
  if (!ATTEMPT_NAME.test(name)) throw new RangeError(`"${name}" cannot name the directory of an attempt.`);
  const path = join(root, name);
  const hidden = join(path, HIDDEN);
  const file = interpreter === "node" ? "script.js" : "script";
  try {
    mkdirSync(hidden, { mode: 0o700, recursive: true });
    writeFileSync(join(hidden, file), text, { mode: 0o600, flag: "wx" });
    // Without a package.json here, node would use one of a directory above. With an empty one, node tells `import` from
    // `require` by the script itself.
    if (interpreter === "node") writeFileSync(join(hidden, "package.json"), "{}\n", { mode: 0o600 });
  } catch (error) {
    if (!isSystemProblem(error)) throw error;
    throw new WorkDirectoryProblem(
      `The script could not be written under ${root}, because ${systemProblemMeaning(error)}.`,
      error,
    );
  }
  return { path, hidden, script: `${HIDDEN}/${file}`, outputFile: join(hidden, "output") };
}

/**
 * Removes an attempt's directory and all that a script left in it.
 *
 * @returns a sentence where something could not be removed, else null. The attempt's result does not depend on it.
 */
export async function removeWorkDirectory({
  path,
  hidden,
  script,
  outputFile,
}: WorkDirectory): Promise<string | null> {
  try {
    // The usual case is an unchanged directory with an output file: four system calls, a tenth of the time of `rm`.
    unlinkSync(join(path, script));
    unlinkIfThere(outputFile);
    rmdirSync(hidden);
    rmdirSync(path);
    return null;
  } catch {
    // It contains more, or less: `rm` below finds out whether that is a problem.
  }
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    return null;
  } catch (error) {
    if (!isSystemProblem(error)) throw error;
    return `The directory ${path} could not be removed, because ${systemProblemMeaning(error)}.`;
  }
}

function unlinkIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
