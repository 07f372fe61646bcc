import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { STATE_WORDS } from "#engine/model/state-words.ts";
import type { TrackState } from "#engine/model/track.ts";
import { isWithin } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import { childOf, pipelinesAbove } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { findPipeline, lockPipeline, type PipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { tracksByNumber } from "#repos/tracks/track-rows.ts";
import { planOfPipeline } from "./read/revision-content.ts";

/** A track in such a state was decided by a person after its child had failed. */
const DECIDED: readonly TrackState[] = ["succeeded", "skipped"];

/**
 * Locks the pipelines above one that has ended, from the top down. If it is to run again, they must wait for it, and
 * meanwhile none of them may launch another one in its place. Call it before the pipeline itself is locked.
 */
export async function lockAboveEnded(tx: Queries, id: number): Promise<void> {
  const [own, ...above] = await pipelinesAbove(tx, id);
  if (own === undefined || !isPipelineEnded(own.state)) return;
  for (const each of above.reverse()) await lockPipeline(tx, each.id);
}

/**
 * Why an ended pipeline may not run again, because nothing above it waits for it any more; null where it may. What it
 * began would run beside the pipeline in its place, and be stopped in the middle.
 */
export async function whyUnwanted(
  tx: Queries,
  pipeline: Pick<PipelineRow, "id" | "parentId" | "parentNumber" | "parentAttempt">,
): Promise<string | null> {
  const own = await findPipeline(tx, pipeline.id);
  for (let below = pipeline; below.parentId !== null && below.parentNumber !== null; ) {
    const above = await findPipeline(tx, below.parentId);
    const [track] = await tracksByNumber(tx, below.parentId, [below.parentNumber]);
    if (above === null || track === undefined) return null;
    const isTold = isWithin(above.folder, own?.folder ?? above.folder);
    const { id, cancelledBy, state } = above.pipeline;
    if (cancelledBy !== null)
      return `${isTold ? `Pipeline ${id}` : "A pipeline of another folder"}, for which pipeline ${below.id} ran, was cancelled.`;
    const { plan } = await planOfPipeline(tx, above.pipeline);
    const name = plan.vertices[below.parentNumber]?.name ?? String(below.parentNumber);
    const vertex = isTold ? `${name} of pipeline ${id}` : "A track of a pipeline of another folder";
    if (track.attempt !== below.parentAttempt) {
      const present = await childOf(
        tx,
        { pipelineId: below.parentId, number: below.parentNumber },
        track.attempt,
      );
      return present === null
        ? `${vertex} has begun anew: it does not wait for pipeline ${below.id}.`
        : `${vertex} has launched pipeline ${present.id} since: retry there.`;
    }
    if (DECIDED.includes(track.state))
      return `${vertex} is ${STATE_WORDS[track.state]}: it does not wait for pipeline ${below.id}.`;
    // It runs, so nobody asks whether it may run again.
    if (!isPipelineEnded(state)) return null;
    below = above.pipeline;
  }
  return null;
}
