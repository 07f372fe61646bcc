import { findingsOf } from "#engine/check/findings.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import type { Database } from "#platform/database/db.ts";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { showGraph } from "#services/graphs/show-graph.ts";
import { cancelPipeline } from "#services/pipelines/cancel-pipeline.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { designOf, showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { showSummary } from "#services/pipelines/read/show-summary.ts";
import { LightRunner, type LightWork } from "../system/light-runner.ts";
import { timed } from "./timed.ts";

/** All in milliseconds. */
export type GraphFigures = {
  readonly vertices: number;
  readonly edges: number;
  /** Reading the file, its findings, and writing the draft. */
  readonly read: number;
  readonly check: number;
  readonly save: number;
  readonly seal: number;
  readonly launch: number;
  /** For each track, with a runner that starts no scripts. */
  readonly settle: number;
  /** What the pages ask first. */
  readonly openRun: number;
  readonly openEditor: number;
};

/** So many chains side by side. */
const CHAINS = 10;
/** Of a large graph not all tracks are settled: what one costs does not depend on the others. */
const MAX_SETTLED = 1_000;

/** Chains side by side, with so many vertices in all. */
export function measureSize(database: Database, size: number): Promise<GraphFigures> {
  const vertices = Array.from({ length: size }, (_, place) => `v${place}`);
  const edges = vertices.slice(CHAINS).map((head, place) => `v${place} -> ${head}`);
  return measureGraph(database, `size-${size}`, vertices, edges);
}

/** So many vertices before one that waits for all of them. */
export function measureFanIn(database: Database, tails: number): Promise<GraphFigures> {
  const sources = Array.from({ length: tails }, (_, place) => `v${place}`);
  const edges = sources.map((tail) => `${tail} -> sink`);
  return measureGraph(database, `fan-in-${tails}`, [...sources, "sink"], edges);
}

async function measureGraph(
  database: Database,
  name: string,
  vertices: readonly string[],
  edges: readonly string[],
): Promise<GraphFigures> {
  const lines = (list: readonly string[], item: (each: string) => string) => list.map(item).join("\n");
  const text = `signalbox: 1\nname: ${name}\nvertices:\n${lines(vertices, (each) => `  ${each}: { script: "true" }`)}\nedges:\n${lines(edges, (each) => `  - ${each}`)}\n`;
  const read = await timed(() => readGraphText(text));
  const file = read.value;
  if (!file.ok) throw new Error(`The graph cannot be read: ${file.problems[0]?.text}`);
  const check = await timed(() => findingsOf(file.file.content));
  const save = await timed(() => applyGraphText(database, text, "bench"));
  const seal = await timed(() => sealGraph(database, { name }, "bench"));
  const launch = await timed(() =>
    launchPipeline(database, { graph: name, revision: 1, params: {}, inputs: {} }, "bench"),
  );
  const { id } = launch.value;
  const settle = await settleTime(database, Math.min(MAX_SETTLED, vertices.length));
  const openRun = await timed(() =>
    Promise.all([showPipeline(database.queries, id), designOf(database.queries, id)]),
  );
  const openEditor = await timed(() => showGraph(database.queries, name, undefined));
  // What is left must not be claimed by the next measurement.
  const { state } = await showSummary(database.queries, id);
  if (state === "running") await cancelPipeline(database, { id, kill: true }, "bench");
  return {
    vertices: vertices.length,
    edges: edges.length,
    read: read.ms,
    check: check.ms,
    save: save.ms,
    seal: seal.ms,
    launch: launch.ms,
    settle,
    openRun: openRun.ms,
    openEditor: openEditor.ms,
  };
}

/** Settles about so many of the tracks that wait, and gives what one took. */
export async function settleTime(database: Database, tracks: number): Promise<number> {
  const work: LightWork = { claims: 0, settlements: 0, settledTracks: 0 };
  const runner = await LightRunner.open(database, "light", 8, work);
  const { ms } = await timed(() => runner.run(() => work.settledTracks >= tracks));
  await runner.close();
  return ms / work.settledTracks;
}
