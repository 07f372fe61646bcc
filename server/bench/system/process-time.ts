import { readdir, readFile } from "node:fs/promises";

/** The processor time that a process has used, and that of its children that have ended, in milliseconds. */
export type ProcessTime = { readonly parent: number; readonly own: number; readonly children: number };

/** Linux counts in hundredths of a second here, on every machine. */
const TICK_MS = 10;

/**
 * Reads `/proc/PID/stat`.
 *
 * @throws Error where there is no such process.
 */
export async function processTime(pid: number): Promise<ProcessTime> {
  return parseProcessTime(await readFile(`/proc/${pid}/stat`, "utf8"));
}

/** The fields ppid, utime, stime, cutime and cstime. The program's name before them may hold spaces and brackets. */
export function parseProcessTime(stat: string): ProcessTime {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const field = (place: number) => Number(fields[place] ?? Number.NaN);
  return {
    parent: field(1),
    own: (field(11) + field(12)) * TICK_MS,
    children: (field(13) + field(14)) * TICK_MS,
  };
}

/** The processor time of everything that a process has started, also of what has ended, in milliseconds. */
export async function startedTime(pid: number): Promise<number> {
  const pids = (await readdir("/proc")).map(Number).filter(Number.isInteger);
  const read = await Promise.all(
    pids.map(async (each) => {
      const time = await processTime(each).catch(() => null); // It has ended meanwhile.
      return time === null ? [] : [[each, time] as const];
    }),
  );
  return timeBelow(pid, new Map(read.flat()));
}

/** What the children of a process that have ended used, and what those that live used, with all below them. */
export function timeBelow(pid: number, times: ReadonlyMap<number, ProcessTime>): number {
  let sum = times.get(pid)?.children ?? 0;
  for (const [child, { parent, own }] of times) if (parent === pid) sum += own + timeBelow(child, times);
  return sum;
}
