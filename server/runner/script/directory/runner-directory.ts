import { chmod, mkdir, readdir, realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import { isProcessAlive, processStart } from "#platform/process-life.ts";
import { isSystemProblem, systemProblemMeaning } from "#platform/system-problem.ts";
import { WorkDirectoryProblem } from "./work-directory.ts";

const RUN_NAME = /^run-(\d+)-(\d+)(-\d+)?$/;

let made = 0;

/**
 * Makes the directory of all attempts of this process, and removes those of processes that have ended. Its name has the
 * process's number and start time, because process numbers are used again.
 *
 * @param mode of both directories.
 * @returns the directory, and a sentence for each old directory that could not be removed.
 * @throws WorkDirectoryProblem where the operating system refuses to make it.
 */
export async function makeRunnerDirectory(
  root: string,
  mode = 0o700,
): Promise<{ path: string; problems: string[] }> {
  made += 1;
  const path = join(root, `run-${process.pid}-${processStart(process.pid) ?? 0}-${made}`);
  try {
    await mkdir(root, { recursive: true, mode });
    const problems = await clearLeftovers(root);
    await mkdir(path, { mode: 0o700 });
    await chmod(path, mode);
    // A fence hides what is above by its real path.
    return { path: await realpath(path), problems };
  } catch (error) {
    if (!isSystemProblem(error)) throw error;
    throw new WorkDirectoryProblem(
      `The work directory ${root} cannot be used, because ${systemProblemMeaning(error)}.`,
      error,
    );
  }
}

async function clearLeftovers(root: string): Promise<string[]> {
  const problems: string[] = [];
  for (const name of await readdir(root)) {
    const [, pid, start] = RUN_NAME.exec(name) ?? [];
    if (pid === undefined || start === undefined || isProcessAlive(Number(pid), start)) continue;
    try {
      await rm(join(root, name), { recursive: true, force: true, maxRetries: 3 });
    } catch (error) {
      if (!isSystemProblem(error)) throw error;
      problems.push(
        `The old directory ${join(root, name)} could not be removed, because ${systemProblemMeaning(error)}.`,
      );
    }
  }
  return problems;
}
