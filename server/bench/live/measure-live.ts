import { fileURLToPath } from "node:url";
import { percentile } from "../report/percentile.ts";
import { startAskedChild } from "../system/ask-child.ts";
import { withBenchSystem } from "../system/bench-system.ts";
import { processTime } from "../system/process-time.ts";
import { countersBetween, readCounters } from "../system/server-counters.ts";
import type { Shape } from "../system/shapes.ts";
import type { SubscribersAnswer, SubscribersQuestion } from "./subscribers.ts";

export type LiveCase = { readonly subscribers: number; readonly pipelines: number };

export type LiveFigures = LiveCase & {
  /** From the database's time of a track's end until a subscriber was told, in milliseconds. */
  readonly toldP50: number;
  readonly toldP95: number;
  readonly tracksASecond: number;
  /** Of all processes together, in a second. */
  readonly statements: number;
  readonly trips: number;
  /** Percent of one core. */
  readonly webPercent: number;
  readonly databasePercent: number;
};

/** Short scripts that mostly wait: the pipelines change all the time, and leave the processor to what is measured. */
const SCRIPT = "sleep 0.1\n";
const TRACKS = 400;
const QUICK_TRACKS = 160;

/** Runs pipelines of the same number of tracks in all, with so many subscribers in turn on each of them. */
export function measureLive(cases: readonly LiveCase[], isQuick: boolean): Promise<LiveFigures[]> {
  return withBenchSystem({ areTripsCounted: true }, async (system) => {
    const web = await system.startWeb();
    const url = await web.serve();
    await system.startRunners(1);
    const file = fileURLToPath(new URL("./subscribers.ts", import.meta.url));
    const subscribers = await startAskedChild<SubscribersQuestion, SubscribersAnswer | null>(
      file,
      [],
      ["--import", "tsx"],
    );
    const measure = async ({ subscribers: count, pipelines }: LiveCase): Promise<LiveFigures> => {
      const width = (isQuick ? QUICK_TRACKS : TRACKS) / pipelines;
      const shape: Shape = { name: `live ${width}`, layers: [width] };
      const ids: number[] = [];
      for (let place = 0; place < pipelines; place += 1) ids.push(await web.launchPaused(shape, SCRIPT));
      const watched = Array.from({ length: count }, (_, place) => ids[place % ids.length] as number);
      await subscribers.ask({ ask: "subscribe", url, pipelines: watched });
      const counters = await readCounters(system.database);
      const times = [await processTime(web.pid), await processTime(system.databasePid)];
      const began = performance.now();
      for (const id of ids) await web.resume(id);
      const { told, tracks } = (await subscribers.ask({ ask: "told" })) as SubscribersAnswer;
      const ms = performance.now() - began;
      const missing = tracks.filter((seen) => seen !== width).length;
      if (missing > 0) throw new Error(`${missing} of ${count} subscribers were not told of each end.`);
      const counted = countersBetween(counters, await readCounters(system.database));
      const after = [await processTime(web.pid), await processTime(system.databasePid)];
      const [webPercent = 0, databasePercent = 0] = after.map(
        ({ own }, place) => ((own - (times[place]?.own ?? 0)) * 100) / ms,
      );
      return {
        subscribers: count,
        pipelines,
        toldP50: percentile(told, 50),
        toldP95: percentile(told, 95),
        tracksASecond: (width * pipelines * 1_000) / ms,
        statements: (counted.statements * 1_000) / ms,
        trips: (counted.trips * 1_000) / ms,
        webPercent,
        databasePercent,
      };
    };
    try {
      await measure({ subscribers: 1, pipelines: 1 }); // Warms up.
      const figures: LiveFigures[] = [];
      for (const each of cases) figures.push(await measure(each));
      return figures;
    } finally {
      await subscribers.stop();
    }
  });
}
