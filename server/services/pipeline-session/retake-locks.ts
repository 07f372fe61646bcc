import { heldLock } from "#engine/policies/concurrency-claims.ts";
import { isWithin, ROOT } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import { pipelinesAbove } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { folderOfPipeline } from "#repos/rights/subject-rows.ts";
import { concurrencyClaimsOf, isSlotFree, takeSlot } from "#repos/tracks/concurrency-slot-rows.ts";
import { tracksByNumber } from "#repos/tracks/track-rows.ts";
import { refuse } from "../refusals/refused.ts";
import type { PipelineSession } from "./pipeline-session.ts";

type ClaimAbove = Awaited<ReturnType<typeof claimsAbove>>[number];

/**
 * Takes again the locks that tracks above an ended pipeline held while it ran, because it runs again. Those that are
 * still held are kept.
 *
 * @throws Refused `state-forbids` where one of them is taken by another track.
 */
export async function retakeLocksAbove({ tx, row }: PipelineSession): Promise<void> {
  if (row.parentId === null) return;
  for (const claim of await claimsAbove(tx, row.id))
    if (!(await takeSlot(tx, claim.trackId, claim)))
      refuse("state-forbids", await takenText(tx, row.id, claim), {
        todo: "Try again once that track has ended.",
      });
}

/** Why `retakeLocksAbove` would refuse it now; null where it would not. It takes nothing. */
export async function whyLocksTaken(tx: Queries, id: number): Promise<string | null> {
  for (const claim of await claimsAbove(tx, id))
    if (!(await isSlotFree(tx, claim.trackId, claim))) return takenText(tx, id, claim);
  return null;
}

/** What the tracks above a pipeline hold while it runs, in the order in which slots are taken. */
async function claimsAbove(tx: Queries, id: number) {
  const claims = [];
  for (const { parentId, parentNumber } of await pipelinesAbove(tx, id)) {
    if (parentId === null || parentNumber === null) continue;
    const [track] = await tracksByNumber(tx, parentId, [parentNumber]);
    if (track?.hasConcurrencyClaims !== true) continue;
    for (const claim of await concurrencyClaimsOf(tx, track.id))
      claims.push({ ...claim, trackId: track.id, pipelineId: parentId });
  }
  return claims.sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function takenText(tx: Queries, id: number, { name, pipelineId }: ClaimAbove): Promise<string> {
  const [holder, own] = [await folderOfPipeline(tx, pipelineId), await folderOfPipeline(tx, id)];
  const lock = isWithin(holder ?? ROOT, own ?? ROOT)
    ? `The lock ${heldLock(name) ?? name}, which pipeline ${pipelineId} holds while pipeline ${id} runs,`
    : `A lock that a pipeline of another folder holds while pipeline ${id} runs`;
  return `${lock} is taken by another track: pipeline ${id} cannot be restarted now.`;
}
