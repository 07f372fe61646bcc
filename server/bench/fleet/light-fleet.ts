import { openDatabase } from "#platform/database/db.ts";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { withBenchSystem } from "../system/bench-system.ts";
import { LightRunner, type LightWork } from "../system/light-runner.ts";
import { processTime } from "../system/process-time.ts";
import { countersBetween, readCounters } from "../system/server-counters.ts";
import { graphText, type Shape, sizeOf } from "../system/shapes.ts";

const SHAPE: Shape = { name: "light", layers: Array<number>(10).fill(5) };
/** As many as a runner has on two cores. */
const SLOTS = 8;
/** How many transactions may be under way at once. Real runners have connections of their own. */
const CONNECTIONS = 50;

/** Runners without scripts, all in the bench's own process. */
export type LightFigures = {
  readonly runners: number;
  readonly pipelines: number;
  readonly tracksASecond: number;
  /** Transactions that claim, or settle and claim, each second. */
  readonly claimsASecond: number;
  readonly settlementsASecond: number;
  readonly deadlocks: number;
  readonly lockWaits: number;
  readonly lockWaitMs: number;
  /** For each track. */
  readonly statements: number;
  readonly trips: number;
  /** Of one core. */
  readonly runnersPercent: number;
  readonly databasePercent: number;
};

/** Runs so many pipelines of 50 tracks with so many light runners, until all are done. */
export function measureLightFleet(count: number, pipelines: number): Promise<LightFigures> {
  return withBenchSystem({ areTripsCounted: true }, async ({ database, databasePid, url }) => {
    const { name } = await applyGraphText(database, graphText(SHAPE, "true"), "bench");
    const { revision } = await sealGraph(database, { name }, "bench");
    for (let launched = 0; launched < pipelines; launched += 1)
      await launchPipeline(database, { graph: name, revision, params: {}, inputs: {} }, "bench");
    const work: LightWork = { claims: 0, settlements: 0, settledTracks: 0 };
    const shared = openDatabase(url, CONNECTIONS);
    const runners: LightRunner[] = [];
    for (let number = 1; number <= count; number += 1)
      runners.push(await LightRunner.open(shared, `light-${number}`, SLOTS, work));
    const look = async () => ({
      at: performance.now(),
      counters: await readCounters(database),
      own: (await processTime(process.pid)).own,
      database: (await processTime(databasePid)).own,
    });
    const tracks = pipelines * sizeOf(SHAPE);
    const before = await look();
    await Promise.all(runners.map((runner) => runner.run(() => work.settledTracks >= tracks)));
    const after = await look();
    await shared.close();
    const ms = after.at - before.at;
    const { statements, trips, ...locks } = countersBetween(before.counters, after.counters);
    return {
      runners: count,
      pipelines,
      tracksASecond: (tracks * 1_000) / ms,
      claimsASecond: (work.claims * 1_000) / ms,
      settlementsASecond: (work.settlements * 1_000) / ms,
      deadlocks: locks.deadlocks,
      lockWaits: locks.lockWaits,
      lockWaitMs: locks.lockWaitMs,
      statements: statements / tracks,
      trips: trips / tracks,
      runnersPercent: ((after.own - before.own) * 100) / ms,
      databasePercent: ((after.database - before.database) * 100) / ms,
    };
  });
}
