import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { isSystemProblem } from "#platform/system-problem.ts";
import { processes } from "../process/process-family.ts";

const LOOK_MS = 20;
/** A process that waits for a disk ends only after that. */
const MAX_LOOKS = 500;
const HAS_ENDED = /^State:\t[ZX]/m;

/**
 * The words that execute the rest of a command as this user, who has no group, no capability, and never gets any.
 *
 * setpriv keeps its capabilities until it executes something. With them it could read a shell that nobody may read, and Linux
 * would let others look into that: so it executes itself in between.
 */
export function asUser(setpriv: string, uid: number): [string, ...string[]] {
  const id = String(uid);
  const without = ["--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"];
  return [setpriv, "--reuid", id, "--regid", id, ...without, setpriv, "--no-new-privs"];
}

/**
 * Kills all processes of a user, wherever they are. Only that user can name them all at once, so that no fork escapes.
 *
 * @returns whether none is left.
 */
export async function killAllOfUser(setpriv: string, uid: number): Promise<boolean> {
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    if (!isUserAlive(uid)) return true;
    if (look > 0) await delay(LOOK_MS);
    const [program, ...words] = [...asUser(setpriv, uid), "/bin/sh", "-c", "kill -KILL -1"];
    const child = spawn(program, words, { cwd: "/", env: {} as NodeJS.ProcessEnv, stdio: "ignore" });
    await once(child, "close").catch(() => undefined);
  }
  return !isUserAlive(uid);
}

/** Whether any process of this user is there and has not ended. */
function isUserAlive(uid: number): boolean {
  const isTheirs = new RegExp(`^Uid:.*\\t${uid}\\b`, "m");
  return processes().some((pid) => {
    const status = statusOf(pid);
    return isTheirs.test(status) && !HAS_ENDED.test(status);
  });
}

/** Whether a process is of this user only, with no capability and no way to any. */
export function isOnlyUser(pid: number, uid: number): boolean {
  const status = statusOf(pid);
  const wanted = [
    `Uid:\t${uid}\t${uid}\t${uid}\t${uid}`,
    `Gid:\t${uid}\t${uid}\t${uid}\t${uid}`,
    "Groups:\t",
    "CapEff:\t0000000000000000",
    "CapPrm:\t0000000000000000",
    "CapBnd:\t0000000000000000",
    "NoNewPrivs:\t1",
  ];
  const lines = status.split("\n").map((line) => line.trimEnd());
  return wanted.every((line) => lines.includes(line.trimEnd()));
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "latin1");
  } catch (error) {
    if (isSystemProblem(error)) return "";
    throw error;
  }
}
