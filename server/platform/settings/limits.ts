export const LIMITS_WANTED =
  "some of memory=4G, file=10G, cpu=1h and processes=500, with commas between them";

const SIZE = /^(\d{1,6})([KMGT])$/;
const TIME = /^(\d{1,6})([smh])$/;
const COUNT = /^(\d{1,9})()$/;
const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  K: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
  T: 1024 ** 4,
  s: 1,
  m: 60,
  h: 3600,
};

/**
 * For each limit its option of `prlimit`. `--data` counts what a process can write to and shares with nobody. The size of
 * its address space would also count what Node and Java reserve and never use.
 */
const LIMITS: Readonly<Record<string, readonly [option: string, form: RegExp]>> = {
  memory: ["--data", SIZE],
  file: ["--fsize", SIZE],
  cpu: ["--cpu", TIME],
  processes: ["--nproc", COUNT],
};

/** A size such as `20G` in bytes; null if it cannot be read. */
export function sizeIn(text: string): number | null {
  const [, count = "", unit = ""] = SIZE.exec(text) ?? [];
  return Number(count) === 0 ? null : Number(count) * (UNITS[unit] ?? 1);
}

/** The options of `prlimit` for limits such as `memory=4G, cpu=1h`; null if they cannot be read. */
export function limitOptions(text: string): string[] | null {
  const options: string[] = [];
  for (const part of text.split(/[,\s]+/).filter((each) => each !== "")) {
    const [name = "", value = ""] = part.split("=");
    const [option, form] = (Object.hasOwn(LIMITS, name) && LIMITS[name]) || [];
    const [, count, unit = ""] = form?.exec(value) ?? [];
    if (option === undefined || count === undefined || Number(count) === 0) return null;
    options.push(`${option}=${Number(count) * (UNITS[unit] ?? 1)}`);
  }
  return options;
}
