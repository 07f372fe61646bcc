import type { Database } from "#platform/database/db.ts";
import { removeLogFile } from "#platform/log-files.ts";
import { deleteLogFile, logFilesToRemove } from "#repos/tracks/log-file-rows.ts";

const FILES_A_LOOK = 200;
/** Whoever writes a file is done within some minutes. */
const SILENT_SECONDS = 3_600;

/**
 * Removes the files of logs that retention has removed, and those that were left behind by a process that died. One that
 * cannot be removed stays noted, and the others are removed anyway.
 *
 * @returns false where the time was over before the end.
 * @throws the first error of the file system, at the end.
 */
export async function removeLogFiles(
  database: Database,
  isOver: () => boolean,
  silentSeconds = SILENT_SECONDS,
): Promise<boolean> {
  let problem: unknown = null;
  for (let after = 0; ; ) {
    const files = await logFilesToRemove(database.queries, { after, silentSeconds, limit: FILES_A_LOOK });
    for (const file of files) {
      if (isOver()) return false;
      after = file.id;
      try {
        await removeLogFile(file, file.bytes > 0);
      } catch (error) {
        problem ??= error;
        continue;
      }
      await deleteLogFile(database.queries, file.id);
    }
    if (files.length < FILES_A_LOOK) break;
  }
  if (problem !== null) throw problem;
  return true;
}
