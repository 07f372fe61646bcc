import { existsSync, readdirSync, readFileSync } from "node:fs";

/** Whose processes: the name of the pipeline, and the directory of its runners. */
type Owner = { readonly name: string; readonly dir: string };

/**
 * The processes of the scripts of a pipeline, whatever their parent is now. A bash that has waited at the gate was started
 * without its script's variables, but in its directory.
 */
export function processesOf({ name, dir }: Owner): number[] {
  return numbersIn("/proc").filter((pid) => {
    const words = wordsOf(pid);
    const isOurs =
      words.includes(`SIGNALBOX_PIPELINE_NAME=${name}`) || (isUnder(words, dir) && !waitsAtGate(pid, words));
    return isOurs && !isZombie(pid);
  });
}

/** The bashes that wait for a script. */
export function waitingBashesOf({ dir }: Owner): number[] {
  return numbersIn("/proc").filter((pid) => {
    const words = wordsOf(pid);
    return isUnder(words, dir) && waitsAtGate(pid, words);
  });
}

function wordsOf(pid: number): string[] {
  return read(`/proc/${pid}/environ`).split("\0");
}

function isUnder(words: readonly string[], dir: string): boolean {
  return words.some((word) => word.startsWith(`HOME=${dir}/`));
}

/** It holds the runner's pipe until it is told to go on. */
function waitsAtGate(pid: number, words: readonly string[]): boolean {
  return words.some((word) => word.startsWith("BASH_ENV=")) && existsSync(`/proc/${pid}/fd/8`);
}

/** The maximum memory that the process ever used, in MiB. */
export function peakMemoryOf(pid: number): number {
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1];
  return Math.round(Number(kib ?? 0) / 1_024);
}

function isZombie(pid: number): boolean {
  return /^State:\s+Z/m.test(read(`/proc/${pid}/status`));
}

function numbersIn(directory: string): number[] {
  return readdirSync(directory)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** Empty where the process ended during the read. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
