import { median } from "../report/percentile.ts";
import { type BenchSystem, withBenchSystem } from "../system/bench-system.ts";
import { countersBetween, readCounters, type ServerCounters } from "../system/server-counters.ts";
import { type Shape, sizeOf } from "../system/shapes.ts";
import { startBareLoop } from "../system/start-bare-loop.ts";
import { SLOTS } from "../system/start-runner.ts";

/** So many pipelines run side by side, however many runners there are. */
const PIPELINES = 16;
const SHAPE: Shape = { name: "fleet", layers: Array<number>(10).fill(5) };
const TRACKS = PIPELINES * sizeOf(SHAPE);
const ROUNDS = 3;

export type BusyFigures = {
  readonly runners: number;
  readonly tracksASecond: number;
  /** As many bare loops side by side, with the same number of scripts in all. */
  readonly bareASecond: number;
  readonly ratio: number;
  /** In all rounds together. */
  readonly deadlocks: number;
  readonly lockWaits: number;
  readonly lockWaitMs: number;
  readonly tracks: number;
  /** For each track. */
  readonly statements: number;
  readonly trips: number;
};

/** Runs the same pipelines with so many runners, in turn with as many bare loops. */
export function measureBusyRunners(count: number, isQuick: boolean): Promise<BusyFigures> {
  const rounds = isQuick ? 1 : ROUNDS;
  return withBenchSystem({ areTripsCounted: true }, async (system) => {
    const web = await system.startWeb();
    await system.startRunners(count);
    const runAll = () =>
      Promise.all(
        Array.from({ length: PIPELINES }, (_, place) =>
          web.run({ ...SHAPE, name: `${SHAPE.name} ${place}` }, "true\n"),
        ),
      );
    await runAll(); // Warms up, and seals the graphs.
    const bares: number[] = [];
    const took: number[] = [];
    const counted: ServerCounters[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bares.push(await timeBareLoops(count));
      const { counters, ms } = await countedTime(system, runAll);
      took.push(ms);
      counted.push(counters);
    }
    const sum = (key: keyof ServerCounters) => counted.reduce((total, each) => total + each[key], 0);
    const tracks = TRACKS * rounds;
    return {
      runners: count,
      tracksASecond: (TRACKS * 1_000) / median(took),
      bareASecond: (TRACKS * 1_000) / median(bares),
      ratio: median(bares) / median(took),
      deadlocks: sum("deadlocks"),
      lockWaits: sum("lockWaits"),
      lockWaitMs: sum("lockWaitMs"),
      tracks,
      statements: sum("statements") / tracks,
      trips: sum("trips") / tracks,
    };
  });
}

async function countedTime({ database }: BenchSystem, work: () => Promise<unknown>) {
  const before = await readCounters(database);
  const began = performance.now();
  await work();
  const ms = performance.now() - began;
  return { ms, counters: countersBetween(before, await readCounters(database)) };
}

async function timeBareLoops(count: number): Promise<number> {
  const loops = await Promise.all(Array.from({ length: count }, startBareLoop));
  const warm = { layers: [SLOTS], script: "true", slots: SLOTS };
  await Promise.all(loops.map((loop) => loop.ask(warm)));
  const began = performance.now();
  await Promise.all(loops.map((loop) => loop.ask({ ...warm, layers: [TRACKS / count] })));
  const ms = performance.now() - began;
  await Promise.all(loops.map(({ stop }) => stop()));
  return ms;
}
