import type { Database } from "#platform/database/db.ts";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { listPipelineSummaries } from "#services/pipelines/read/list-pipelines.ts";
import { median } from "../report/percentile.ts";
import { graphText, type Shape, sizeOf } from "../system/shapes.ts";
import { settleTime } from "./measure-size.ts";
import { copyPipeline } from "./old-pipelines.ts";
import { timed } from "./timed.ts";

/** All in milliseconds. */
export type OldFigures = {
  /** How many ended pipelines were copied in before, and how long that took. */
  readonly old: number;
  readonly copied: number;
  readonly launch: number;
  /** For each track, with a runner that starts no scripts. */
  readonly settle: number;
  /** The first page of the list of pipelines. */
  readonly list: number;
};

const OLD: Shape = { name: "old", layers: [1, 1] };
const NEW: Shape = { name: "new", layers: Array<number>(10).fill(10) };
const ROUNDS = 5;
const PAGE = 50;

/** Measures a graph of 100 vertices, after so many ended pipelines of two tracks were copied into the database. */
export async function measureWithOld(database: Database, old: number): Promise<OldFigures> {
  const id = await (await launcherOf(database, OLD))();
  await settleTime(database, sizeOf(OLD));
  const copied = await timed(() => copyPipeline(database, id, old));
  const launches: number[] = [];
  const settles: number[] = [];
  const lists: number[] = [];
  const launch = await launcherOf(database, NEW);
  for (let round = 0; round < ROUNDS; round += 1) {
    launches.push((await timed(launch)).ms);
    settles.push(await settleTime(database, sizeOf(NEW)));
    lists.push((await timed(() => listPipelineSummaries(database.queries, { limit: PAGE }))).ms);
  }
  return {
    old,
    copied: copied.ms,
    launch: median(launches),
    settle: median(settles),
    list: median(lists),
  };
}

/** Seals a graph, and gives what launches it. */
async function launcherOf(database: Database, shape: Shape): Promise<() => Promise<number>> {
  const { name } = await applyGraphText(database, graphText(shape, "true"), "bench");
  const { revision } = await sealGraph(database, { name }, "bench");
  const request = { graph: name, revision, params: {}, inputs: {} };
  return async () => (await launchPipeline(database, request, "bench")).id;
}
