import { heldLock } from "#engine/policies/concurrency-claims.ts";
import { isWithin, ROOT } from "#engine/rights/folder-path.ts";
import { pipelinesAbove } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { folderOfPipeline } from "#repos/rights/subject-rows.ts";
import { concurrencyClaimsOf, takeSlot } from "#repos/tracks/concurrency-slot-rows.ts";
import { tracksByNumber } from "#repos/tracks/track-rows.ts";
import { refuse } from "../refusals/refused.ts";
import type { PipelineSession } from "./pipeline-session.ts";

/**
 * Takes again the locks that tracks above an ended pipeline held while it ran, because it runs again. Those that are
 * still held are kept.
 *
 * @throws Refused `state-forbids` where one of them is taken by another track.
 */
export async function retakeLocksAbove({ tx, row }: PipelineSession): Promise<void> {
  if (row.parentId === null) return;
  const claims = [];
  for (const { parentId, parentNumber } of await pipelinesAbove(tx, row.id)) {
    if (parentId === null || parentNumber === null) continue;
    const [track] = await tracksByNumber(tx, parentId, [parentNumber]);
    if (track?.hasConcurrencyClaims !== true) continue;
    for (const claim of await concurrencyClaimsOf(tx, track.id))
      claims.push({ ...claim, trackId: track.id, pipelineId: parentId });
  }
  claims.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const { trackId, pipelineId, ...claim } of claims) {
    if (await takeSlot(tx, trackId, claim)) continue;
    const [holder, own] = [await folderOfPipeline(tx, pipelineId), await folderOfPipeline(tx, row.id)];
    const lock = isWithin(holder ?? ROOT, own ?? ROOT)
      ? `The lock ${heldLock(claim.name) ?? claim.name}, which pipeline ${pipelineId} holds while pipeline ${row.id} runs,`
      : `A lock that a pipeline of another folder holds while pipeline ${row.id} runs`;
    refuse(
      "state-forbids",
      `${lock} is taken by another track: pipeline ${row.id} cannot be restarted now.`,
      { todo: "Try again once that track has ended." },
    );
  }
}
