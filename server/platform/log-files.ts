import { readFile, rename, stat, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { PROJECT_ROOT } from "./project-root.ts";
import { makeSyncedDirectory, syncDirectory, writeSynced } from "./secrets/write-synced.ts";

/** So many pipelines share a directory. */
const PIPELINES_A_DIRECTORY = 1_000;

/** By what a file with logs is found. */
export type LogFilePlace = { readonly pipelineId: number; readonly id: number; readonly key: Buffer };

/** The directory of logs that were moved to files. It is the same for all web processes of a server. */
export function logDirectory(source: Readonly<Record<string, string | undefined>> = process.env): string {
  const own =
    source["SIGNALBOX_LOG_DIR"] || join(source["SIGNALBOX_DATA"] || join(PROJECT_ROOT, ".data"), "logs");
  // The builder of the web would take these for files of the project, and look at all of them.
  return resolve(/*turbopackIgnore: true*/ own);
}

/** The name of a file below the directory of logs, made of ids only. */
export function logFileName({ pipelineId, id, key }: LogFilePlace): string {
  return join(
    String(Math.floor(pipelineId / PIPELINES_A_DIRECTORY)),
    `${pipelineId}-${id}-${key.toString("hex")}.log.gz`,
  );
}

function pathOf(place: LogFilePlace): string {
  return join(logDirectory(), logFileName(place));
}

/** Writes a file so that it is on the disk as a whole or not at all. */
export async function writeLogFile(place: LogFilePlace, bytes: Buffer): Promise<void> {
  const path = pathOf(place);
  const directory = dirname(path);
  await makeSyncedDirectory(directory, 0o700);
  const unfinished = `${path}.unfinished`;
  await writeSynced(unfinished, bytes, "w");
  await rename(unfinished, path);
  // The new name is on the disk with this, and so is that of a directory that another process makes just now.
  for (const each of [directory, logDirectory()]) await syncDirectory(each);
}

/** @throws the error of the file system. */
export function readLogFile(place: LogFilePlace): Promise<Buffer> {
  return readFile(pathOf(place));
}

/**
 * Removes a file, and what a write that was cut off has left of it. One that is not there is gone.
 *
 * @param wasThere whether its directory has to be there, at least: else it is another directory than that of the write.
 * @throws the error of the file system.
 */
export async function removeLogFile(place: LogFilePlace, wasThere: boolean): Promise<void> {
  const path = pathOf(place);
  if (wasThere) await stat(dirname(path));
  for (const each of [`${path}.unfinished`, path])
    await unlink(each).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
}
