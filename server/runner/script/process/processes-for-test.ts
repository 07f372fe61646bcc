import { readdirSync, readFileSync } from "node:fs";

let count = 0;

/** A duration that no other `sleep` on this machine uses, so that the process can be found by it. */
export function uniqueSleep(): string {
  count += 1;
  return `9${process.pid}.${count}`;
}

/** All processes that sleep for this duration. */
export function sleepersOf(sleep: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && commandOf(name) === `sleep ${sleep} `)
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch (error) {
    // It ended between the two reads.
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH") return "";
    throw error;
  }
}
