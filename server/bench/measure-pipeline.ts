import type { Database } from "#platform/database/db.ts";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { RevPoller } from "#services/watch/rev-poller.ts";
import { watchPipeline } from "#services/watch/watch-pipeline.ts";
import { graphText, type Shape } from "./shapes.ts";

/** All in milliseconds. */
export type Run = {
  /** From before the launch until a subscriber was told of the end. */
  readonly took: number;
  /** For each end of a track: from the database's time of it until a subscriber was told. */
  readonly told: readonly number[];
};

/** Runs a shape once as a pipeline, watched by a subscriber as a page is. The graph is sealed before the clock starts. */
export async function measurePipeline(database: Database, shape: Shape, script: string): Promise<Run> {
  const { name } = await applyGraphText(database, graphText(shape, script), "bench");
  const { revision } = await sealGraph(database, { name }, "bench");
  const watch = new RevPoller(database);
  const over = new AbortController();
  const told: number[] = [];
  const seen = new Set<number>();
  const began = performance.now();
  const { id } = await launchPipeline(database, { graph: name, revision, params: {}, inputs: {} }, "bench");
  const request = { id, after: 0, log: null };
  for await (const { delta } of watchPipeline(database, watch, request, over.signal)) {
    const now = Date.now();
    for (const { number, finishedAt } of delta.tracks)
      if (finishedAt !== null && !seen.has(number)) {
        seen.add(number);
        told.push(now - finishedAt.getTime());
      }
    const state = delta.pipeline?.state ?? "running";
    if (state === "running") continue;
    if (state !== "succeeded") throw new Error(`${name} ended ${state}: ${delta.pipeline?.reason}`);
    break;
  }
  over.abort();
  return { took: performance.now() - began, told };
}
