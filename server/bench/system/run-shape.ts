import type { Database } from "#platform/database/db.ts";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { setPipelinePaused } from "#services/pipelines/pause-pipeline.ts";
import { showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import type { PipelineFeeds } from "#services/watch/pipeline-feeds.ts";
import { watchPipeline } from "#services/watch/watch-pipeline.ts";
import { graphText, type Shape } from "./shapes.ts";

/** All durations in milliseconds. */
export type Run = {
  /** The pipeline's number. */
  readonly id: number;
  /** When the launch was asked for, in milliseconds since 1970, with fractions. */
  readonly launchedAt: number;
  /** From before the launch until a subscriber was told of the end. */
  readonly told: number;
  /** From the first track's start to the last one's end, as the database has them. */
  readonly executed: number;
  /** For each end of a track: from the database's time of it until a subscriber was told. */
  readonly ends: readonly number[];
};

/** Runs a shape once as a pipeline, watched by a subscriber as a page is. The graph is sealed before the clock starts. */
export async function runShape(
  database: Database,
  feeds: PipelineFeeds,
  shape: Shape,
  script: string,
): Promise<Run> {
  const { name, revision } = await sealText(database, graphText(shape, script));
  const over = new AbortController();
  const ends: number[] = [];
  const seen = new Set<number>();
  const began = performance.now();
  const { id } = await launchPipeline(database, { graph: name, revision, params: {}, inputs: {} }, "bench");
  const request = { id, after: 0, log: null };
  for await (const { delta } of watchPipeline(feeds, request, over.signal)) {
    const now = Date.now();
    for (const { number, finishedAt } of delta.tracks)
      if (finishedAt !== null && !seen.has(number)) {
        seen.add(number);
        ends.push(now - finishedAt.getTime());
      }
    const state = delta.pipeline?.state ?? "running";
    if (state === "running") continue;
    if (state !== "succeeded") throw new Error(`${name} ended ${state}: ${delta.pipeline?.reason}`);
    break;
  }
  const told = performance.now() - began;
  over.abort();
  const launchedAt = performance.timeOrigin + began;
  return { id, launchedAt, told, executed: await executedIn(database, id), ends };
}

/** Launches a shape and pauses it at once: few of its tracks have begun. Gives the pipeline's number. */
export async function launchPausedShape(database: Database, shape: Shape, script: string): Promise<number> {
  return launchPausedGraph(database, graphText(shape, script));
}

/** The same with a graph file. */
export async function launchPausedGraph(database: Database, text: string): Promise<number> {
  const { name, revision } = await sealText(database, text);
  const { id } = await launchPipeline(database, { graph: name, revision, params: {}, inputs: {} }, "bench");
  await setPipelinePaused(database, { id, isPaused: true }, "bench");
  return id;
}

async function sealText(database: Database, text: string): Promise<{ name: string; revision: number }> {
  const { name } = await applyGraphText(database, text, "bench");
  const { revision } = await sealGraph(database, { name }, "bench");
  return { name, revision };
}

async function executedIn({ queries }: Database, id: number): Promise<number> {
  const { tracks } = await showPipeline(queries, id);
  const started = tracks.flatMap(({ startedAt }) => (startedAt === null ? [] : [startedAt.getTime()]));
  const finished = tracks.flatMap(({ finishedAt }) => (finishedAt === null ? [] : [finishedAt.getTime()]));
  return Math.max(...finished) - Math.min(...started);
}
