import { readdirSync, readFileSync } from "node:fs";

let count = 0;

/** A time to sleep that no other process of this machine sleeps, to find it by. */
export function uniqueSleep(): string {
  count += 1;
  return `9${process.pid}.${count}`;
}

/** The processes that sleep for this time, wherever they are. */
export function sleepersOf(sleep: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && commandOf(name) === `sleep ${sleep} `)
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch (error) {
    // It ended between the two looks.
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH") return "";
    throw error;
  }
}
