import { setTimeout as sleep } from "node:timers/promises";
import { withBenchSystem } from "../system/bench-system.ts";
import { processTime } from "../system/process-time.ts";
import { countersBetween, readCounters } from "../system/server-counters.ts";

/** Until the work of the start is over: recovery, and the first look of everything that looks again and again. */
const CALM_MS = 3_000;
const MEASURED_MS = 20_000;
const QUICK_MEASURED_MS = 5_000;

type IdleFleet = {
  readonly runners: number;
  /** True: a page of an ended pipeline is open. */
  readonly hasOpenPage: boolean;
};

/** Besides the runners there is always one web process. */
export type IdleFigures = IdleFleet & {
  /** In a second, of all processes together. */
  readonly statements: number;
  readonly trips: number;
  readonly deadlocks: number;
  /** Percent of one core. */
  readonly runnerPercent: number;
  readonly databasePercent: number;
  readonly webPercent: number;
};

/** Measures what runners and a web process cost that have nothing to do. */
export function measureIdleRunners(fleet: IdleFleet, isQuick: boolean): Promise<IdleFigures> {
  return withBenchSystem({ areTripsCounted: true }, async ({ database, databasePid, ...system }) => {
    const web = await system.startWeb();
    const runners = await system.startRunners(fleet.runners);
    const { id } = await web.run({ name: "idle", layers: [1] }, "true\n");
    if (fleet.hasOpenPage) await web.watch(id);
    const used = async (pids: readonly number[]) =>
      (await Promise.all(pids.map(processTime))).reduce((sum, { own }) => sum + own, 0);
    const look = async () => ({
      at: performance.now(),
      counters: await readCounters(database),
      runners: await used(runners.map(({ pid }) => pid)),
      database: await used([databasePid]),
      web: await used([web.pid]),
    });
    await sleep(CALM_MS);
    const before = await look();
    await sleep(isQuick ? QUICK_MEASURED_MS : MEASURED_MS);
    const after = await look();
    const ms = after.at - before.at;
    const { statements, trips, deadlocks } = countersBetween(before.counters, after.counters);
    return {
      ...fleet,
      statements: (statements * 1_000) / ms,
      trips: (trips * 1_000) / ms,
      deadlocks: (deadlocks * 1_000) / ms,
      runnerPercent: ((after.runners - before.runners) * 100) / ms,
      databasePercent: ((after.database - before.database) * 100) / ms,
      webPercent: ((after.web - before.web) * 100) / ms,
    };
  });
}
