import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file for this user alone. Its bytes are on the disk when this ends; its name is after `syncDirectory`.
 *
 * @param flag `wx`: it must be new.
 * @throws the error of the file system.
 */
export async function writeSynced(path: string, bytes: string | Buffer, flag: "w" | "wx"): Promise<void> {
  const file = await open(path, flag, 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a directory where it does not exist, and those above it. The names of new ones are on the disk when this ends. */
export async function makeSyncedDirectory(path: string, mode?: number): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode });
  if (first === undefined) return;
  const top = dirname(first);
  for (let each = path; each !== top && each !== dirname(each); ) {
    each = dirname(each);
    await syncDirectory(each);
  }
}

/** Ends when the names of files that are in a directory now are on the disk. @throws the error of the file system. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
