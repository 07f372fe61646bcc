import { readFileSync } from "node:fs";

/**
 * True while the process runs. One that has ended keeps its number until its parent has taken notice (seen: a second,
 * where init is the parent), but has no command line any more.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || readFileSync(`/proc/${pid}/cmdline`).length > 0;
  } catch {
    return false;
  }
}
