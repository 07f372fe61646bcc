import { readdirSync, readFileSync } from "node:fs";

/** The processes of the scripts of the pipeline of this name, whoever has adopted them. */
export function processesOf(pipelineName: string): number[] {
  return numbersIn("/proc").filter((pid) => {
    const words = read(`/proc/${pid}/environ`).split("\0");
    return words.includes(`SIGNALBOX_PIPELINE_NAME=${pipelineName}`) && !isZombie(pid);
  });
}

/** The most memory that the process ever held, in MiB. */
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

/** Empty where the process ended while we looked. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
