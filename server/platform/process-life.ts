import { readFileSync } from "node:fs";
import { isSystemProblem } from "./system-problem.ts";

/** The field of `/proc/PID/stat` that holds when the process began, counted after the command's closing bracket. */
const START_TIME_FIELD = 19;

/** Whether the process of this number is still the one that began then: numbers come round again. */
export function isProcessAlive(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: somebody else's process has the number by now, or another user's runner shares the directory.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return (processStart(pid) ?? start) === start;
}

/** When it began, in ticks since the machine started; null where there is no /proc to ask, or no such process. */
export function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[START_TIME_FIELD] ?? null;
  } catch (error) {
    if (isSystemProblem(error)) return null;
    throw error;
  }
}
