import { readdirSync, readFileSync } from "node:fs";
import { isSystemProblem } from "#platform/system-problem.ts";

/**
 * The processes that this one has started and that are still there, on Linux. Some kernels have no list of children;
 * then all processes are searched.
 */
export function childrenOf(pid: number): number[] {
  const list = readProc(`${pid}/task/${pid}/children`);
  if (list !== null) return list.split(" ").filter(Boolean).map(Number);
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
}

/**
 * Whether any process of a group is alive; null where there is no /proc. `kill -0` also counts ended processes that
 * were not collected yet, and in some containers process 1 collects them late.
 */
export function isGroupAlive(group: number): boolean | null {
  if (readProc("self/stat") === null) return null;
  return readdirSync("/proc").some((name) => {
    const [state, , itsGroup] = /^\d+$/.test(name) ? statOf(Number(name)) : [];
    return Number(itsGroup) === group && state !== "Z" && state !== "X";
  });
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
