import {
  type BigIntStats,
  chownSync,
  closeSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Interpreter } from "#engine/model/graph-content.ts";
import { isSystemProblem, systemProblemMeaning } from "#platform/system-problem.ts";
import { fileAt, isSameFile } from "./same-file.ts";

/** A directory that one attempt at a time has for itself. */
export type WorkDirectory = {
  /** Where the script starts; it has only the hidden directory in it. */
  readonly path: string;
  /** The user whom it belongs to, where that is not the runner's; else null. */
  readonly owner: number | null;
  /** Contains the script, its output file and its temporary files, so that `ls` and `rm *` do not see them. */
  readonly hidden: string;
  /** The script's path relative to `path`: the interpreter's messages use it. */
  readonly script: string;
  readonly outputFile: string;
  /** The script's file, open for writing. It is empty, or has empty lines only, until an attempt begins. */
  readonly descriptor: number;
  /** Both directories as they were made: see `isUnchanged`. */
  readonly made: { readonly path: BigIntStats; readonly hidden: BigIntStats };
};

/** The work directory could not be made, or the script not be written. The message is a sentence for a person. */
export class WorkDirectoryProblem extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = "WorkDirectoryProblem";
  }
}

const HIDDEN = ".signalbox";

/**
 * Makes a work directory, for this user only, with an empty script in it. It is synchronous on purpose: a few system
 * calls cost less than the turns of the event loop between them.
 *
 * @param path does not exist yet.
 * @param owner the user whose it is; null: the runner's.
 * @throws WorkDirectoryProblem where the operating system refuses, for example because the disk is full.
 */
export function makeWorkDirectory(
  path: string,
  interpreter: Interpreter,
  owner: number | null = null,
): WorkDirectory {
  const hidden = join(path, HIDDEN);
  const script = scriptName(interpreter);
  return orProblem(path, () => {
    mkdirSync(path, { mode: 0o700 });
    mkdirSync(hidden, { mode: 0o700 });
    // Without a package.json here, node would use one of a directory above. With an empty one, node tells `import` from
    // `require` by the script itself.
    const files = [join(path, script)];
    if (interpreter === "node") {
      files.push(join(hidden, "package.json"));
      writeFileSync(join(hidden, "package.json"), "{}\n", { mode: 0o600 });
    }
    const descriptor = openSync(join(path, script), "wx", 0o600);
    if (owner !== null) for (const each of [...files, hidden, path]) chownSync(each, owner, owner);
    const made = { path: fileAt(path), hidden: fileAt(hidden) };
    return { path, owner, hidden, script, outputFile: join(hidden, "output"), descriptor, made };
  });
}

/** Whether the directory can be used for this interpreter: node wants its script under another name. */
export function fitsInterpreter(work: WorkDirectory, interpreter: Interpreter): boolean {
  return work.script === scriptName(interpreter);
}

function scriptName(interpreter: Interpreter): string {
  return `${HIDDEN}/${interpreter === "node" ? "script.js" : "script"}`;
}

/**
 * Writes the script of an attempt.
 *
 * @returns the file as it is now, for `isUnchanged`.
 * @throws WorkDirectoryProblem where the operating system refuses.
 */
export function writeScript({ path, descriptor }: WorkDirectory, text: string): BigIntStats {
  const bytes = Buffer.from(text);
  return orProblem(path, () => {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at, at);
    const written = fstatSync(descriptor, { bigint: true });
    if (written.size <= bytes.length) return written;
    ftruncateSync(descriptor, bytes.length);
    return fstatSync(descriptor, { bigint: true });
  });
}

/** Scripts are seldom longer. */
const EMPTY_LINES = Buffer.alloc(4_096, "\n");

/**
 * Makes the script one of empty lines, so that the directory has nothing of its last attempt. To cut the file would often
 * wait for the disk, because the database's commits write the same journal of the file system.
 *
 * @param started what `writeScript` gave; the file is still as long.
 * @returns false where that is refused.
 */
export function emptyScript({ descriptor }: WorkDirectory, { size }: BigIntStats): boolean {
  try {
    if (size > EMPTY_LINES.length) {
      ftruncateSync(descriptor);
      return true;
    }
    return writeSync(descriptor, EMPTY_LINES, 0, Number(size), 0) === Number(size);
  } catch (error) {
    if (isSystemProblem(error)) return false;
    throw error;
  }
}

/**
 * Whether an attempt has left both directories and the script as they were, so that another attempt may have them. Any
 * change of a directory or of what it has in it changes its `ctime`, which no program can set. Clocks of file systems
 * stand still for some milliseconds, so the clock must have gone on between the directory's last change and the start.
 * The script was written only then: it is also compared by its mode, its owner, its size and its number of names.
 *
 * @param started what `writeScript` gave.
 * @param root the directory `/` of those that could mount something over these paths.
 */
export function isUnchanged(work: WorkDirectory, started: BigIntStats, root: string): boolean {
  const { made } = work;
  if (made.path.ctimeNs >= started.ctimeNs || made.hidden.ctimeNs >= started.ctimeNs) return false;
  try {
    return (
      isSameFile(made.path, fileAt(root + work.path)) &&
      isSameFile(made.hidden, fileAt(root + work.hidden)) &&
      isSameFile(started, fileAt(join(root + work.path, work.script)))
    );
  } catch (error) {
    if (isSystemProblem(error)) return false;
    throw error;
  }
}

/**
 * Whether both directories are still where they were made. A script may put a link in their place: then what is found
 * behind these paths is of somebody else, and the runner can read and remove more than the script.
 */
export function isInPlace({ path, hidden, made }: WorkDirectory): boolean {
  return isSameInode(made.path, path) && isSameInode(made.hidden, hidden);
}

function isSameInode(made: BigIntStats, path: string): boolean {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return found?.dev === made.dev && found.ino === made.ino;
}

function orProblem<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isSystemProblem(error)) throw error;
    throw new WorkDirectoryProblem(
      `The script could not be written to ${path}, because ${systemProblemMeaning(error)}.`,
      error,
    );
  }
}

/**
 * Removes a work directory and all that a script left in it.
 *
 * @returns a sentence where something could not be removed, else null. The attempt's result does not depend on it.
 */
export async function removeWorkDirectory(work: WorkDirectory): Promise<string | null> {
  const { path, hidden, script, outputFile, descriptor } = work;
  closeSync(descriptor);
  try {
    if (!isInPlace(work)) return removeDirectory(path);
    // The usual case is an unchanged directory with an output file: four system calls, a tenth of the time of `rm`.
    unlinkSync(join(path, script));
    unlinkIfThere(outputFile);
    rmdirSync(hidden);
    rmdirSync(path);
    return null;
  } catch {
    // It contains more, or less: that below finds out whether it is a problem.
  }
  return removeDirectory(path);
}

/**
 * Removes a directory and all that is in it.
 *
 * @returns a sentence where something could not be removed, else null.
 */
export async function removeDirectory(path: string): Promise<string | null> {
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
