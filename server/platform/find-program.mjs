/**
 * Finds programs. Plain JavaScript with only Node's own modules, because it also runs before the install.
 */
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Debian and Red Hat keep servers in directories that are not in a user's PATH; brew has two directories of its own.
 */
const MORE_DIRECTORIES = [
  "/usr/sbin",
  "/usr/libexec",
  "/usr/local/sbin",
  "/usr/local/bin",
  "/opt/homebrew/bin",
];

/**
 * The program `name` in the first of the directories that has it; null where none has.
 *
 * @param {string} name
 * @param {readonly string[]} [directories] absent: PATH, then where servers are kept.
 * @returns {string | null}
 */
export function findProgram(name, directories = usualDirectories()) {
  return directories.map((directory) => join(directory, name)).find(isProgram) ?? null;
}

/**
 * PATH, then where servers are kept.
 *
 * @returns {string[]}
 */
export function usualDirectories() {
  const path = (process.env["PATH"] ?? "").split(delimiter);
  return [...path, ...MORE_DIRECTORIES].filter((directory) => directory !== "");
}

/**
 * Whether the file is there and may be executed.
 *
 * @param {string} file
 * @returns {boolean}
 */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
