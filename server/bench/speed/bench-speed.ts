import { bundlePrograms } from "../../tooling/build/bundle-programs.ts";
import type { BenchOptions } from "../report/options.ts";
import { withBenchSystem } from "../system/bench-system.ts";
import { startBareLoop } from "../system/start-bare-loop.ts";
import { SLOTS } from "../system/start-runner.ts";
import { countTrips } from "./count-trips.ts";
import { measureHops } from "./measure-hops.ts";
import { measureShapes } from "./measure-shapes.ts";
import { type SpeedFigures, speedText } from "./speed-text.ts";

const ROUNDS = 5;
const QUICK_ROUNDS = 2;

/**
 * Measures pipelines beside the bare loop: one runner, several rounds, the bare loop in turn with the pipelines, so that
 * what else the machine does hits both. Every transition is on disk before the next step.
 */
export async function benchSpeed({
  isQuick,
}: BenchOptions): Promise<{ figures: SpeedFigures; text: string }> {
  await bundlePrograms();
  const rounds = isQuick ? QUICK_ROUNDS : ROUNDS;
  const bare = await startBareLoop();
  try {
    const timed = await withBenchSystem({ areTripsCounted: false }, async (system) => {
      const web = await system.startWeb();
      const [runner] = await system.startRunners(1);
      const pids = { runner: runner?.pid ?? 0, database: system.databasePid, web: web.pid };
      const shapes = await measureShapes({ bare, web, pids, rounds });
      return { shapes, hops: await measureHops({ bare, web, dir: system.dir, isQuick }) };
    });
    const figures = { slots: SLOTS, rounds, ...timed, trips: await countTrips() };
    return { figures, text: speedText(figures) };
  } finally {
    await bare.stop();
  }
}
