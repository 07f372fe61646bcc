import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { percentile } from "../report/percentile.ts";
import type { Shape } from "../system/shapes.ts";
import type { BareLoop } from "../system/start-bare-loop.ts";
import type { StandInWeb } from "../system/start-web.ts";

/** In milliseconds. Scripts tell their times themselves. */
export type Hops = {
  /** From one script of a chain to the next one. It holds a process's start and end; the bare loop's is beside it. */
  readonly p50: number;
  readonly p95: number;
  readonly bareP50: number;
  readonly bareP95: number;
  /** From before a launch until its first script runs; the runner has had nothing to do before. */
  readonly firstStartP50: number;
  readonly firstStartP95: number;
};

type Parts = {
  readonly bare: BareLoop;
  readonly web: StandInWeb;
  readonly dir: string;
  readonly isQuick: boolean;
};

const CHAIN: Shape = { name: "hops", layers: Array<number>(100).fill(1) };
const SINGLE: Shape = { name: "single", layers: [1] };
const LAUNCHES = 40;
const QUICK_LAUNCHES = 10;

/** Measures from script to script, and from a launch to its first script. */
export async function measureHops({ bare, web, dir, isQuick }: Parts): Promise<Hops> {
  const file = join(dir, "times");
  const script = `echo $EPOCHREALTIME >> ${file}`;
  const timesOf = async (work: () => Promise<unknown>) => {
    await rm(file, { force: true });
    await work();
    return readTimes(await readFile(file, "utf8"));
  };
  const runChain = () => web.run(CHAIN, `${script}\n`);
  await runChain(); // Warms up.
  const own: number[] = [];
  const alone: number[] = [];
  for (let round = 0; round < (isQuick ? 1 : 3); round += 1) {
    own.push(...gapsOf(await timesOf(runChain)));
    alone.push(...gapsOf(await timesOf(() => bare.ask({ layers: CHAIN.layers, script, slots: 1 }))));
  }
  const starts: number[] = [];
  for (let launch = 0; launch < (isQuick ? QUICK_LAUNCHES : LAUNCHES); launch += 1) {
    let launchedAt = 0;
    const [first] = await timesOf(async () => {
      ({ launchedAt } = await web.run(SINGLE, `${script}\n`));
    });
    starts.push((first ?? Number.NaN) - launchedAt);
  }
  return {
    p50: percentile(own, 50),
    p95: percentile(own, 95),
    bareP50: percentile(alone, 50),
    bareP95: percentile(alone, 95),
    firstStartP50: percentile(starts, 50),
    firstStartP95: percentile(starts, 95),
  };
}

/** Lines of seconds since 1970, as milliseconds. */
function readTimes(text: string): number[] {
  return text
    .trim()
    .split("\n")
    .map((line) => Number(line) * 1_000);
}

function gapsOf(times: readonly number[]): number[] {
  return times.slice(1).map((time, place) => time - (times[place] ?? Number.NaN));
}
