import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSystemProblem } from "#platform/system-problem.ts";

/** More than what is written before a script can begin. */
const ROOM = Buffer.alloc(256 * 1024);

/** Why nothing can be written into one of these directories, by trying it; null where all are writable. */
export function writeProblem(directories: readonly string[]): Error | null {
  for (const directory of directories) {
    const path = join(directory, `${process.pid}.try`);
    try {
      writeFileSync(path, ROOM, { mode: 0o600 });
    } catch (error) {
      if (isSystemProblem(error)) return error as Error;
      throw error;
    } finally {
      rmSync(path, { force: true });
    }
  }
  return null;
}
