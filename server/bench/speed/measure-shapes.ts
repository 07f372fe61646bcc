import { median, percentile } from "../report/percentile.ts";
import { processTime, startedTime } from "../system/process-time.ts";
import type { Run } from "../system/run-shape.ts";
import { SHAPES, type Shape, sizeOf } from "../system/shapes.ts";
import type { BareLoop } from "../system/start-bare-loop.ts";
import { SLOTS } from "../system/start-runner.ts";
import type { StandInWeb } from "../system/start-web.ts";

const SCRIPT = "true";

/** Processor time for each track, in milliseconds. */
export type ProcessorTimes = {
  readonly runner: number;
  readonly database: number;
  readonly web: number;
  /** What the runner started, and what the bare loop is and starts. */
  readonly scripts: number;
  readonly bare: number;
};

export type ShapeFigures = {
  readonly shape: string;
  readonly tracksASecond: number;
  readonly bareASecond: number;
  /** How much of the bare loop's speed is left from the launch until a subscriber is told of the end. */
  readonly toldRatio: number;
  /** The same from the first track's start to the last one's end. */
  readonly executedRatio: number;
  /** From a track's end until a subscriber is told, in milliseconds. */
  readonly toldP50: number;
  readonly toldP95: number;
  readonly processor: ProcessorTimes;
};

type Parts = {
  readonly bare: BareLoop;
  readonly web: StandInWeb;
  readonly pids: { readonly runner: number; readonly database: number; readonly web: number };
  readonly rounds: number;
};

/** Runs each shape in turn with the bare loop. */
export async function measureShapes(parts: Parts): Promise<ShapeFigures[]> {
  const figures: ShapeFigures[] = [];
  for (const shape of SHAPES) figures.push(await measureShape(parts, shape));
  return figures;
}

async function measureShape({ bare, web, pids, rounds }: Parts, shape: Shape): Promise<ShapeFigures> {
  const bares: number[] = [];
  const runs: Run[] = [];
  const used: ProcessorTimes[] = [];
  // The first of each warms up: files, plans, connections.
  for (let round = 0; round <= rounds; round += 1) {
    const before = await processorTimes({ ...pids, bare: bare.pid });
    const bareTook = await bare.ask({ layers: shape.layers, script: SCRIPT, slots: SLOTS });
    const run = await web.run(shape, `${SCRIPT}\n`);
    const after = await processorTimes({ ...pids, bare: bare.pid });
    if (round === 0) continue;
    bares.push(bareTook);
    runs.push(run);
    used.push(between(before, after));
  }
  const told = median(runs.map((run) => run.told));
  const ends = runs.flatMap((run) => run.ends);
  const size = sizeOf(shape);
  return {
    shape: shape.name,
    tracksASecond: (size * 1_000) / told,
    bareASecond: (size * 1_000) / median(bares),
    toldRatio: median(bares) / told,
    executedRatio: median(bares) / median(runs.map((run) => run.executed)),
    toldP50: percentile(ends, 50),
    toldP95: percentile(ends, 95),
    processor: forEach(used, size),
  };
}

async function processorTimes(pids: Parts["pids"] & { bare: number }): Promise<ProcessorTimes> {
  const own = async (pid: number) => (await processTime(pid)).own;
  return {
    runner: await own(pids.runner),
    database: await own(pids.database),
    web: await own(pids.web),
    scripts: await startedTime(pids.runner),
    bare: (await own(pids.bare)) + (await startedTime(pids.bare)),
  };
}

const PARTS = ["runner", "database", "web", "scripts", "bare"] as const satisfies (keyof ProcessorTimes)[];

function between(before: ProcessorTimes, after: ProcessorTimes): ProcessorTimes {
  return mapParts((part) => after[part] - before[part]);
}

/** For each track, over all rounds: the clock of the kernel is too coarse for one round. */
function forEach(used: readonly ProcessorTimes[], size: number): ProcessorTimes {
  return mapParts((part) => used.reduce((sum, each) => sum + each[part], 0) / (size * used.length));
}

function mapParts(value: (part: keyof ProcessorTimes) => number): ProcessorTimes {
  return Object.fromEntries(PARTS.map((part) => [part, value(part)])) as ProcessorTimes;
}
