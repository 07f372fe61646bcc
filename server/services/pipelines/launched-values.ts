import type { LaunchedValues } from "#contract/pipelines/previews.ts";
import { toldToSkip } from "#engine/transition/skipped-at-launch.ts";
import type { Queries } from "#platform/database/db.ts";
import { latestSealed } from "#repos/graphs/revision-rows.ts";
import { breaksOf, givenOf, skippedAtLaunchOf } from "#repos/tracks/given-rows.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../refusals/refused.ts";
import { pipelineWithId } from "./read/show-summary.ts";

/**
 * With what a pipeline was launched, so that it can be launched again. Of its tracks only the values are read that were
 * given for them. Where it runs the items of one vertex, these are no values of vertices, and are left out.
 *
 * @throws Refused `not-found`; `state-forbids` where it is a test.
 */
export async function launchedValues(tx: Queries, id: number): Promise<LaunchedValues> {
  const { pipeline, graphName, revisionNumber } = await pipelineWithId(tx, id);
  if (pipeline.isTest)
    return refuse(
      "state-forbids",
      `Pipeline ${id} is a test of a part of a draft: it is not launched again.`,
      {
        todo: "Test the vertex again in the editor.",
        command: { verb: "graph test" },
      },
    );
  const { name, priority, params, graphId, hasItems } = pipeline;
  const labels = pipeline.labels ?? {};
  const revision = revisionNumber ?? 0;
  const newest = (await latestSealed(tx, graphId)) ?? revision;
  const given = hasItems ? [] : await givenOf(tx, id);
  const inputs = Object.fromEntries(given.map((row) => [row.vertex, row.given]));
  const skipped = hasItems ? [] : await skippedAtLaunchOf(tx, id);
  const { plan } = await planOfPipeline(tx, pipeline);
  const told = toldToSkip(plan, new Map(skipped.map(({ number, next }) => [number, next])));
  const stops = hasItems ? [] : await breaksOf(tx, id);
  const breaks = stops.flatMap((number) => plan.vertices[number]?.name ?? []);
  return { graph: graphName, revision, newest, name, priority, labels, params, inputs, ...told, breaks };
}
