import { readdirSync, readFileSync } from "node:fs";

/** The processes of the scripts of the pipeline with this name, whatever their parent is now. */
export function processesOf(pipelineName: string): number[] {
  return numbersIn("/proc").filter((pid) => {
    const words = read(`/proc/${pid}/environ`).split("\0");
    return words.includes(`SIGNALBOX_PIPELINE_NAME=${pipelineName}`) && !isZombie(pid);
  });
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
