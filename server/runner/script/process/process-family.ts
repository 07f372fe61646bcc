import { readdirSync, readFileSync } from "node:fs";
import { isSystemProblem } from "#platform/system-problem.ts";

/**
 * The processes that this one has started and that are still there, on Linux. Some kernels have no list of children;
 * then all processes are searched.
 */
export function childrenOf(pid: number): number[] {
  const list = readProc(`${pid}/task/${pid}/children`);
  if (list !== null) return list.split(" ").filter(Boolean).map(Number);
  return processes().filter((candidate) => parentOf(candidate) === pid);
}

/**
 * Whether any process of a group is alive; null where there is no /proc. `kill -0` also counts ended processes that
 * were not collected yet, and in some containers process 1 collects them late.
 */
export function isGroupAlive(group: number): boolean | null {
  if (readProc("self/stat") === null) return null;
  return processes().some((pid) => {
    const [state, , itsGroup] = statOf(pid);
    return Number(itsGroup) === group && state !== "Z" && state !== "X";
  });
}

/** A fork may begin while the list of processes is read, so it is read again until nobody is found. */
const MAX_SESSION_LOOKS = 20;

/** Kills every process of a session, on Linux. Nobody outside of it starts one in it. */
export function killSession(session: number): void {
  for (let look = 0; look < MAX_SESSION_LOOKS; look += 1) {
    const alive = processes().filter((pid) => {
      const [state, , , its] = statOf(pid);
      return Number(its) === session && state !== "Z" && state !== "X";
    });
    if (alive.length === 0) return;
    for (const pid of alive) signalProcesses(pid, "SIGKILL");
  }
}

/** The numbers of all processes; none where there is no /proc. */
export function processes(): number[] {
  if (readProc("self/stat") === null) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function parentOf(pid: number): number | null {
  const parent = statOf(pid)[1];
  return parent === undefined ? null : Number(parent);
}

/** State, parent, group and so on: the text after the command's name, which may itself contain brackets and spaces. */
function statOf(pid: number): string[] {
  const stat = readProc(`${pid}/stat`);
  return stat === null ? [] : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function readProc(path: string): string | null {
  try {
    return readFileSync(`/proc/${path}`, "latin1");
  } catch (error) {
    if (isSystemProblem(error)) return null;
    throw error;
  }
}

/** Signals a process, or with a number below zero a group. Gives false where there is no such process. */
export function signalProcesses(pid: number, signal: "SIGTERM" | "SIGKILL"): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  }
}
