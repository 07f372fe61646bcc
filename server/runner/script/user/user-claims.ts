import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isProcessAlive, processStart } from "#platform/process-life.ts";
import { isSystemProblem } from "#platform/system-problem.ts";
import type { UserRange } from "#platform/user-range.ts";

/** A number of a user that no other slot of this machine has now. */
export type UserClaim = {
  readonly uid: number;
  /** Whether it was taken over from a runner that has ended: processes of it may be left. */
  readonly isTakenOver: boolean;
  release(): void;
};

const HOLDER = /^(\d+)-(\d+)-\d+$/;
/** The holder of a number that is free. */
const NOBODY = "nobody";

let made = 0;

/**
 * Takes a number of the range. Each is a directory with one file, whose name says which process holds it. Only the
 * renaming of that file takes it over, so two runners never get the same one.
 *
 * @param directory for all runners of this machine; only their user may write to it.
 * @returns null where all are held.
 */
export function claimUser(directory: string, { first, last }: UserRange): UserClaim | null {
  made += 1;
  const own = `${process.pid}-${processStart(process.pid) ?? 0}-${made}`;
  for (let uid = first; uid <= last; uid += 1) {
    const place = join(directory, String(uid));
    const holder = holderOf(place);
    if (holder === undefined ? !makePlace(place, own) : !isOver(holder) || !moved(place, holder, own))
      continue;
    const isTakenOver = holder !== undefined && holder !== NOBODY;
    return { uid, isTakenOver, release: () => void moved(place, own, NOBODY) };
  }
  return null;
}

function holderOf(place: string): string | undefined {
  try {
    return readdirSync(place)[0];
  } catch (error) {
    if (isSystemProblem(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function isOver(holder: string): boolean {
  const [, pid, start] = HOLDER.exec(holder) ?? [];
  return pid === undefined || start === undefined || !isProcessAlive(Number(pid), start);
}

/** False where somebody else was faster. */
function moved(place: string, from: string, to: string): boolean {
  return isDone("ENOENT", () => renameSync(join(place, from), join(place, to)));
}

/** The directory comes with its file. False where somebody else was faster. */
function makePlace(place: string, own: string): boolean {
  const draft = `${place}.${own}`;
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(join(draft, own), "");
  if (isDone("ENOTEMPTY", () => renameSync(draft, place))) return true;
  rmSync(draft, { recursive: true });
  return false;
}

function isDone(code: string, work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (isSystemProblem(error) && (error.code === code || error.code === "EEXIST")) return false;
    throw error;
  }
}
