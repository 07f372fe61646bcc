import { readFileSync } from "node:fs";

/**
 * True while the process runs. An ended process keeps its number until its parent has collected it (up to a second
 * where init is the parent), but it has no command line any more.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || readFileSync(`/proc/${pid}/cmdline`).length > 0;
  } catch {
    return false;
  }
}
