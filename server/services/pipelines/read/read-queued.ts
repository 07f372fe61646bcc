import {
  type ClaimingRunner,
  type NeededSlot,
  type QueuedReason,
  queuedReason,
  queuePlaceText,
  type SlotHolder,
} from "#engine/explain/queued.ts";
import { isRing } from "#engine/explain/wait-rings.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { isWithin } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import { findPipeline, type NamedPipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { queuedTracks, queuePlaceOf, type TakenSlotRow } from "#repos/tracks/queued-track-rows.ts";
import type { TrackRow } from "#repos/tracks/track-rows.ts";
import { planOfPipeline } from "../../pipeline-session/read/revision-content.ts";

/** What keeps the ready tracks of a pipeline from being claimed, and a queued pipeline from beginning. */
export type Queued = {
  /** By the number of the track. */
  readonly needed: ReadonlyMap<number, readonly NeededSlot[]>;
  readonly runners: readonly ClaimingRunner[];
  /** A sentence; null where the pipeline is not in a queue. */
  readonly pipeline: string | null;
};

/** Reads what keeps a pipeline and its tracks waiting, by the rules of the claim. */
export async function readQueued(tx: Queries, found: NamedPipelineRow): Promise<Queued> {
  const { pipeline, folder } = found;
  const { wanted, taken, runners } = await queuedTracks(tx, pipeline.id);
  const holderOf = await holders(tx, taken, folder);
  const needed = new Map<number, NeededSlot[]>();
  for (const { number, name, slots, place, waiting } of wanted) {
    const held = taken.filter((each) => each.name === name);
    const slot = {
      name,
      slots: Math.min(slots, ...held.map((each) => each.slots)),
      taken: held[0]?.taken ?? 0,
      holders: held.map(holderOf),
      place,
      waiting,
    };
    needed.set(number, [...(needed.get(number) ?? []), slot]);
  }
  return { needed, runners, pipeline: await placeText(tx, found) };
}

/** Why the track of a vertex is not claimed; null where nothing is known to be in its way. */
export function queuedReasonOf(
  { needed, runners }: Queued,
  { number, hasConcurrencyClaims }: Pick<TrackRow, "number" | "hasConcurrencyClaims">,
  spec: VertexSpec,
): QueuedReason | null {
  const slots = needed.get(number);
  // It has become ready since the queues were read.
  if (slots === undefined && hasConcurrencyClaims) return null;
  return queuedReason(spec, slots ?? [], runners);
}

/** Names those who have slots. Who may see a folder may see all below it, and nobody is named of any other. */
async function holders(
  tx: Queries,
  taken: readonly TakenSlotRow[],
  folder: string,
): Promise<(row: TakenSlotRow) => SlotHolder> {
  const names = new Map<number, readonly string[]>();
  for (const each of taken) {
    if (names.has(each.pipelineId) || !isWithin(each.folder, folder)) continue;
    const found = await findPipeline(tx, each.pipelineId);
    const plan = found === null ? null : (await planOfPipeline(tx, found.pipeline)).plan;
    names.set(each.pipelineId, plan?.vertices.map(({ name }) => name) ?? []);
  }
  return ({ pipelineId, pipelineName, number }) => {
    const known = names.get(pipelineId);
    return known === undefined
      ? null
      : { pipeline: pipelineId, pipelineName, vertex: known[number] ?? String(number) };
  };
}

/** Where a queued pipeline stands, as a sentence; null where it is not in a queue. */
export async function placeText(
  tx: Queries,
  { pipeline, graphName }: NamedPipelineRow,
): Promise<string | null> {
  if (!pipeline.isQueued || pipeline.state !== "running" || isRing(pipeline.reason)) return null;
  const { pipelines: max } = (await planOfPipeline(tx, pipeline)).plan.limits;
  const place = await queuePlaceOf(tx, pipeline.graphId, pipeline.id);
  return max === null ? null : queuePlaceText({ graph: graphName, max, ...place });
}
