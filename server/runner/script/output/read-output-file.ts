import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { readText } from "#platform/read-text.ts";
import { isSystemProblem, systemProblemMeaning } from "#platform/system-problem.ts";
import { type OwnText, ownText, trustedText } from "../../execution/own-text.ts";
import { completeLength } from "./utf8-boundary.ts";

export type OutputRead = {
  /** Null: the script left no file. */
  readonly text: string | null;
  readonly isTruncated: boolean;
  /**
   * A clause about the file, where it holds no text or cannot be read: `its byte 0xe9 at position 5 is not valid utf-8`.
   * The outputs are lost then, so a script that ended well fails.
   */
  readonly unfit: string | null;
  /** A sentence, where the file cannot be read. */
  readonly problem: OwnText | null;
};

const NO_FILE: OutputRead = { text: null, isTruncated: false, unfit: null, problem: null };

/**
 * Reads the file `$SIGNALBOX_OUTPUT` of a script, up to a cap. Only a plain file is read. A script could replace it
 * with a link to a file that only the runner may read, such as the runner's `/proc/self/environ`, or with a FIFO that
 * never ends.
 *
 * @param isInPlace whether the file's directory is the one that the script was given.
 * @param owner the only user whose file is read; null: of any.
 */
export function readOutputFile(
  file: string,
  capBytes: number,
  isInPlace: () => boolean,
  owner: number | null,
): OutputRead {
  let fd: number;
  try {
    // Most scripts leave none, and this look costs a fifth of an `open` that fails.
    if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return NO_FILE;
    if (!isInPlace()) return notPlain();
    fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (!isSystemProblem(error)) throw error;
    if (error.code === "ENOENT") return NO_FILE;
    if (error.code === "ELOOP") return notPlain();
    return unreadable(error);
  }
  try {
    const found = fstatSync(fd);
    const isTheirs = owner === null || found.uid === owner;
    return found.isFile() && isTheirs ? readUpTo(fd, capBytes) : notPlain();
  } catch (error) {
    if (!isSystemProblem(error)) throw error;
    return unreadable(error);
  } finally {
    closeSync(fd);
  }
}

function readUpTo(fd: number, capBytes: number): OutputRead {
  const size = Math.min(fstatSync(fd).size, capBytes + 1);
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const got = readSync(fd, bytes, length, size - length, length);
    if (got === 0) break; // The file became shorter while it was read, which can happen on a network disk.
    length += got;
  }
  const isTruncated = length > capBytes;
  const read = bytes.subarray(0, Math.min(length, capBytes));
  const whole = isTruncated ? read.subarray(0, completeLength(read)) : read;
  const text = readText(whole, "utf-8");
  return {
    text: text.ok ? text.text : null,
    isTruncated,
    unfit: text.ok ? null : text.problem,
    problem: null,
  };
}

function notPlain(): OutputRead {
  return {
    text: null,
    isTruncated: false,
    unfit: "it is no longer a plain file",
    problem: ownText`What $SIGNALBOX_OUTPUT names is no longer a plain file, so nothing was read from it.`,
  };
}

function unreadable(error: NodeJS.ErrnoException): OutputRead {
  return {
    text: null,
    isTruncated: false,
    unfit: "it cannot be read",
    problem: ownText`The file $SIGNALBOX_OUTPUT could not be read, because ${trustedText(systemProblemMeaning(error))}.`,
  };
}
