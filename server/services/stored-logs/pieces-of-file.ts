import type { Queries } from "#platform/database/db.ts";
import { logFileName, readLogFile } from "#platform/log-files.ts";
import type { PipelineLogRow } from "#repos/tracks/log-chunk-rows.ts";
import { isLogFileStored, type LogFileRow } from "#repos/tracks/log-file-rows.ts";
import { LogFileProblem } from "./log-file-problem.ts";
import { unpackedLog } from "./packed-log.ts";

/** A reader goes through a file page by page: the files read last are kept. */
const MAX_KEPT = 4;
const kept = new Map<string, Promise<PipelineLogRow[]>>();

/**
 * The pieces in a file, in the order of track, attempt and number; none where retention has removed it meanwhile.
 *
 * @throws LogFileProblem where it is missing or damaged.
 */
export async function piecesOfFile(tx: Queries, file: LogFileRow): Promise<PipelineLogRow[]> {
  const key = file.key.toString("hex");
  const known = kept.get(key) ?? readPieces(file);
  kept.delete(key);
  kept.set(key, known);
  const [oldest] = kept.keys();
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  try {
    return await known;
  } catch (error) {
    kept.delete(key);
    if (!(await isLogFileStored(tx, file.id))) return [];
    throw error;
  }
}

async function readPieces(file: LogFileRow): Promise<PipelineLogRow[]> {
  const name = logFileName(file);
  const packed = await readLogFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new LogFileProblem(name, WORDS[error.code ?? ""] ?? `gives ${error.code ?? "an error"}`);
  });
  if (packed.length !== file.bytes)
    throw new LogFileProblem(name, `has ${packed.length} bytes instead of ${file.bytes}`);
  return unpackedLog(file, packed).catch(() => {
    throw new LogFileProblem(name, "is damaged");
  });
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "is not there",
  EACCES: "may not be read by this process",
};
