import { type FailedItems, failedItemsText, MAX_NAMED_ITEMS } from "#engine/plan/failed-items.ts";
import type { AttemptOutcome } from "#engine/plan/pipeline-now.ts";
import type { Plan } from "#engine/plan/plan.ts";
import type { Queries } from "#platform/database/db.ts";
import { failedTracksOf } from "#repos/pipelines/children/child-undo-rows.ts";
import type { PipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { tracksByNumber } from "#repos/tracks/track-rows.ts";
import { isElsewhere } from "../pipeline-session/is-elsewhere.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";

/** Why a child pipeline ended as it did, and what of it the track that waits for it notes. */
export type CauseInChild = {
  readonly reason: string | null;
  readonly noted: Pick<Extract<AttemptOutcome, { to: "failed" }>, "lastLine" | "items">;
};

/**
 * What failed in a child pipeline that has ended: the last line that was written by the track that its reason names, and
 * where its tracks are items, how many failed and which. Nothing is told of it where it did not fail, or where its graph is in
 * another folder than that of `parentId`, and not below that.
 */
export async function causeInChild(tx: Queries, child: PipelineRow, parentId: number): Promise<CauseInChild> {
  const { id, reason, state } = child;
  if (state !== "failed" || reason === null || (await isElsewhere(tx, id, parentId)))
    return { reason, noted: {} };
  const { plan } = await planOfPipeline(tx, child);
  const lastLine = await lastLineOf(tx, plan, id, reason);
  const items = await failedItemsOf(tx, plan, child);
  return items === null
    ? { reason, noted: { lastLine } }
    : { reason: failedItemsText(items, reason), noted: { lastLine, items } };
}

/** The last line of the track whose failure a reason begins with. */
async function lastLineOf(tx: Queries, plan: Plan, id: number, reason: string): Promise<string | null> {
  const isNamed = (name: string) => reason === `${name} failed` || reason.startsWith(`${name} failed: `);
  const named = plan.vertices.filter(({ name }) => isNamed(name)).map(({ number }) => number);
  if (named.length === 0) return null;
  const rows = await tracksByNumber(tx, id, named);
  return rows.find(({ failure }) => failure !== null)?.failure?.lastLine ?? null;
}

/** Null where its tracks are no items, or none of them counts as failed. */
async function failedItemsOf(
  tx: Queries,
  { items, vertices }: Plan,
  { id, failedTracks, halt }: PipelineRow,
): Promise<FailedItems | null> {
  if (items === null || failedTracks === 0) return null;
  const failed = await failedTracksOf(tx, id, MAX_NAMED_ITEMS);
  const named = failed.map(({ number, reason, lastLine }) => ({
    vertex: vertices[number]?.name ?? String(number),
    reason,
    lastLine,
  }));
  return { count: failedTracks, of: items.total, named, isHalted: halt !== null };
}
