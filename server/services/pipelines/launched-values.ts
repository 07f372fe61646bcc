import type { LaunchedValues } from "#contract/pipelines/previews.ts";
import type { Json } from "#engine/model/graph-content.ts";
import type { Queries } from "#platform/database/db.ts";
import { sealedRevisions } from "#repos/graphs/revision-rows.ts";
import { tracksOf } from "#repos/tracks/track-rows.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";
import { pipelineWithId } from "./read/show-summary.ts";

/**
 * With what a pipeline was launched, so that it can be launched again.
 *
 * @throws Refused `not-found`.
 */
export async function launchedValues(tx: Queries, id: number): Promise<LaunchedValues> {
  const { pipeline, graphName, revisionNumber } = await pipelineWithId(tx, id);
  const { plan } = await planOfPipeline(tx, pipeline);
  const revisions = await sealedRevisions(tx, [pipeline.graphId]);
  const inputs: Record<string, Readonly<Record<string, Json>>> = {};
  for (const { number, given } of await tracksOf(tx, id)) {
    const vertex = plan.vertices[number]?.name;
    if (vertex !== undefined && Object.keys(given).length > 0) inputs[vertex] = given;
  }
  const revision = revisionNumber ?? 0;
  const newest = Math.max(revision, ...revisions.map(({ number }) => number ?? 0));
  return { graph: graphName, revision, newest, params: pipeline.params, inputs };
}
