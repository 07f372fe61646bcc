import { readFileSync } from "node:fs";
import { isSystemProblem } from "./system-problem.ts";

/**
 * The field of `/proc/PID/stat` with the start time of the process, counted after the closing bracket of the command.
 */
const START_TIME_FIELD = 19;

/** Whether the process with this number is still the one that began at that time: numbers are used again. */
export function isProcessAlive(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: the number now belongs to another user's process, or another user's runner shares the directory.
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return (processStart(pid) ?? start) === start;
}

/** The start time in ticks since the machine started; null where there is no /proc, or no such process. */
export function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[START_TIME_FIELD] ?? null;
  } catch (error) {
    if (isSystemProblem(error)) return null;
    throw error;
  }
}
