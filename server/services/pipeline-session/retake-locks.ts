import { heldLock } from "#engine/policies/concurrency-claims.ts";
import { pipelinesAbove } from "#repos/pipelines/child-pipeline-rows.ts";
import { concurrencyClaimsOf, takeSlot } from "#repos/tracks/concurrency-slot-rows.ts";
import { tracksByNumber } from "#repos/tracks/track-rows.ts";
import type { PipelineSession } from "./pipeline-session.ts";
import { refuse } from "./refused.ts";

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
    const lock = heldLock(claim.name) ?? claim.name;
    refuse(
      "state-forbids",
      `The lock ${lock}, which pipeline ${pipelineId} holds while pipeline ${row.id} runs, is taken by another track: pipeline ${row.id} cannot be restarted now.`,
      { todo: "Try again once that track has ended." },
    );
  }
}
