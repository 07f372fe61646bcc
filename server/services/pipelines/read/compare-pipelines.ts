import type { z } from "zod";
import type {
  Comparable,
  comparePipelinesInput,
  PipelineComparison,
  RevisionComparison,
} from "#contract/pipelines/comparison.ts";
import {
  type ComparedPipeline,
  comparePipelines,
  durationChange,
  type TrackComparison,
} from "#engine/compare/compare-pipelines.ts";
import { diffContents } from "#engine/graph-file/content-diff.ts";
import { topologicalOrder } from "#engine/plan/plan.ts";
import type { Queries } from "#platform/database/db.ts";
import { lastSucceededBefore } from "#repos/pipelines/history/history-rows.ts";
import type { NamedPipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { comparedTracks } from "#repos/tracks/compared-track-rows.ts";
import { planOfPipeline, type SealedPlan } from "../../pipeline-session/read/revision-content.ts";
import { type ComparedSide, differingValues } from "./differing-values.ts";
import { pipelineWithId, summariesOf } from "./show-summary.ts";

type Side = { readonly found: NamedPipelineRow; readonly sealed: SealedPlan };

/**
 * What differs between two pipelines that may be of the same graph, of two revisions of it or of two graphs. Who asks must
 * have been judged for both.
 *
 * @throws Refused `not-found`.
 */
export async function comparePipelinesWith(
  tx: Queries,
  { id, with: other, all, order, skip, limit }: z.output<typeof comparePipelinesInput>,
): Promise<PipelineComparison> {
  const [a, b] = [await sideOf(tx, id), await sideOf(tx, other)];
  const isSameContent = a.sealed.file === b.sealed.file;
  const [rowsOfA, rowsOfB] = [await rowsOf(tx, a), await rowsOf(tx, b)];
  const { params, tracks } = comparePipelines(comparedOf(a, rowsOfA.rows), comparedOf(b, rowsOfB.rows), {
    definition: isSameContent ? new Set() : redefinedVertices(a, b),
    ...(await differingValues(tx, rowsOfA, rowsOfB)),
  });
  const differing = tracks.filter(({ differs }) => differs.length > 0);
  const listed = all ? tracks : differing;
  const ordered = order === "time" ? listed : [...listed].sort(byDurationChange);
  const [summaryA, summaryB] = await summariesOf(tx, [a.found, b.found]);
  if (summaryA === undefined || summaryB === undefined) throw new Error("Two rows in, two summaries out.");
  return {
    a: summaryA,
    b: summaryB,
    isSameGraph: a.found.pipeline.graphId === b.found.pipeline.graphId,
    isSameContent,
    params,
    vertices: tracks.length,
    differing: differing.length,
    first: differing[0] ?? null,
    tracks: ordered.slice(skip, skip + limit),
    matching: listed.length,
  };
}

/**
 * What differs between what two pipelines run, from the content of the second to that of the first.
 *
 * @throws Refused `not-found`.
 */
export async function compareRevisions(
  tx: Queries,
  { id, with: other }: { readonly id: number; readonly with: number },
): Promise<RevisionComparison> {
  const [after, before] = [await sideOf(tx, id), await sideOf(tx, other)];
  return {
    before: labelOf(before),
    after: labelOf(after),
    diff: diffContents(before.sealed.file.content, after.sealed.file.content),
  };
}

/**
 * With what a pipeline may be compared. One that runs items has none: the names of items mean something else in each run.
 *
 * @throws Refused `not-found`.
 */
export async function comparableOf(tx: Queries, id: number): Promise<Comparable> {
  const { pipeline } = await pipelineWithId(tx, id);
  return { lastSucceeded: pipeline.hasItems ? null : await lastSucceededBefore(tx, pipeline.graphId, id) };
}

async function sideOf(tx: Queries, id: number): Promise<Side> {
  const found = await pipelineWithId(tx, id);
  return { found, sealed: await planOfPipeline(tx, found.pipeline) };
}

function labelOf({ found }: Side): string {
  return `${found.graphName}@${found.revisionNumber ?? 0}`;
}

function redefinedVertices(a: Side, b: Side): ReadonlySet<string> {
  const { vertices } = diffContents(a.sealed.file.content, b.sealed.file.content);
  return new Set(vertices.changed.map(({ name }) => name));
}

/** The tracks of a pipeline by the names of their vertices, each behind those that it depends on. */
async function rowsOf(tx: Queries, { found: { pipeline }, sealed: { plan } }: Side): Promise<ComparedSide> {
  const rows = new Map((await comparedTracks(tx, pipeline.id)).map((row) => [row.number, row]));
  const named = topologicalOrder(plan).flatMap(({ number, name }) => {
    const row = rows.get(number);
    return row === undefined ? [] : [[name, row] as const];
  });
  return { id: pipeline.id, rows: new Map(named) };
}

function comparedOf({ found: { pipeline } }: Side, rows: ComparedSide["rows"]): ComparedPipeline {
  const since = (time: Date | null) => time && time.getTime() - pipeline.launchedAt.getTime();
  return {
    params: pipeline.params,
    tracks: [...rows].map(([vertex, { state, attempt, exitCode, startedAt, finishedAt }]) => {
      const own = { vertex, state, attempt, exitCode };
      return { ...own, startedAfter: since(startedAt), endedAfter: since(finishedAt) };
    }),
  };
}

/** Those without a duration on both sides come last. */
function byDurationChange(one: TrackComparison, other: TrackComparison): number {
  return changeOf(other) - changeOf(one);
}

function changeOf(track: TrackComparison): number {
  const change = durationChange(track);
  return change === null ? -1 : Math.abs(change.ms);
}
