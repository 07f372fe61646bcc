import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { isSystemProblem } from "#platform/system-problem.ts";

/** What a directory has in it. */
export type DirectorySize = { readonly bytes: number; readonly files: number };

/** In one block of `stat`. */
const BLOCK_BYTES = 512;

/**
 * What the files below a directory take on the disk. Links are not followed, and another file system that is mounted below
 * does not count. What goes away meanwhile, or what the system does not show, counts nothing.
 *
 * @param most it stops as soon as it knows that there is more.
 */
export async function sizeOfDirectory(path: string, most: DirectorySize): Promise<DirectorySize> {
  const device = (await statOf(path))?.dev;
  let bytes = 0;
  let files = 0;
  const directories = device === undefined ? [] : [path];
  for (let directory = directories.pop(); directory !== undefined; directory = directories.pop()) {
    for (const entry of await entriesOf(directory)) {
      const file = join(directory, entry.name);
      const found = await statOf(file);
      if (found === null || found.dev !== device) continue;
      files += 1;
      bytes += found.blocks * BLOCK_BYTES;
      if (found.isDirectory()) directories.push(file);
      if (bytes > most.bytes || files > most.files) return { bytes, files };
    }
  }
  return { bytes, files };
}

function statOf(path: string) {
  return orElse(null, () => lstat(path));
}

function entriesOf(path: string): Promise<readonly Dirent[]> {
  return orElse([], () => readdir(path, { withFileTypes: true }));
}

async function orElse<T, Else>(otherwise: Else, look: () => Promise<T>): Promise<T | Else> {
  try {
    return await look();
  } catch (error) {
    if (isSystemProblem(error)) return otherwise;
    throw error;
  }
}
