import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { DatabasePlace } from "./install-database.ts";

const POLL_MS = 20;
const GRACE_MS = 30_000;

/**
 * Ends a server that an earlier, killed start left running on this directory. Two servers on one directory would damage
 * it. InnoDB's own lock refuses the second one, but with a message that is hard to understand.
 *
 * @throws Error where the process does not end even when it is killed.
 */
export async function endLeftoverDatabase(place: DatabasePlace, log: (line: string) => void): Promise<void> {
  const pid = await writtenPid(place);
  if (pid === null) return;
  if (isServerOf(pid, place)) {
    log(`A database server of an earlier start still runs (process ${pid}): it is ended first.`);
    process.kill(pid, "SIGTERM");
    if (!(await isGone(pid, place, GRACE_MS))) {
      process.kill(pid, "SIGKILL");
      if (!(await isGone(pid, place, GRACE_MS))) {
        throw new Error(
          `Process ${pid} still uses the database in ${place.data} and does not end. End it, then start again.`,
        );
      }
    }
  }
  await rm(place.pid, { force: true });
}

async function writtenPid(place: DatabasePlace): Promise<number | null> {
  const text = await readFile(place.pid, "utf8").catch(() => "");
  const pid = Number(text.trim());
  return Number.isInteger(pid) && pid > 1 ? pid : null;
}

/**
 * After a restart of the machine another process may have the number. Only a command line with this directory is ours.
 */
function isServerOf(pid: number, place: DatabasePlace): boolean {
  return argumentsOf(pid).includes(`--datadir=${place.data}`);
}

/** Empty for a process that does not exist, or that has ended and was not collected yet. */
function argumentsOf(pid: number): readonly string[] {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return execFileSync("ps", ["-ww", "-o", "args=", "-p", `${pid}`], { encoding: "utf8" })
      .trim()
      .split(" ");
  } catch {
    return [];
  }
}

async function isGone(pid: number, place: DatabasePlace, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    if (!isServerOf(pid, place)) return true;
    await sleep(POLL_MS);
  }
  return false;
}
