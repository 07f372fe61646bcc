import { isGraph } from "../kinds/kinds.ts";
import { isEnded } from "../model/track.ts";
import { batchOf, batchText, type ItemRules } from "../plan/item-rules.ts";
import { durationText } from "../time/durations.ts";
import { activate } from "./begin.ts";
import type { WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

/**
 * Items start in batches: an item starts only if every item of the batches before its own has ended. Which batch is next
 * follows from the states of the tracks, so nothing more is stored: see docs/decisions/021-items-and-child-graphs.md.
 */

/** True if not every item may start at once: they have batches, or each runs a graph and `parallel` limits them. */
export function areItemsHeldBack(work: WorkingPipeline): boolean {
  return work.plan.items?.batch != null || graphsAtOnce(work) !== null;
}

/** How many items that run a graph may run at once; null: any number. They occupy no runner, so no claim limits them. */
function graphsAtOnce({ plan: { items, limits, vertices } }: WorkingPipeline): number | null {
  const [first] = vertices;
  return items !== null && first !== undefined && isGraph(first.spec) ? limits.tracks : null;
}

/** How many more items may start now. */
function freePlaces(work: WorkingPipeline): number {
  const max = graphsAtOnce(work);
  if (max === null) return Number.POSITIVE_INFINITY;
  const busy = work
    .everyTrack()
    .filter((track) => isOpen(track) && track.state !== "waiting" && track.sleep !== "batch");
  return max - busy.length;
}

/** Starts a track. An item waits until the batches before its own have ended and fewer run than may. */
export function startItem(work: WorkingPipeline, number: number): void {
  const { items } = work.plan;
  const isItsBatch =
    items === null || items.batch === null || batchOf(items, number) === openBatch(work, items);
  if (isItsBatch && freePlaces(work) > 0) activate(work, number);
  else if (work.track(number).state !== "waiting") work.move(number, "waiting", null);
}

/** Starts those of the tracks `numbers` that wait and are in the first batch that has not ended. */
export function startItems(work: WorkingPipeline, numbers: readonly number[]): void {
  const { items } = work.plan;
  if (items === null) return;
  const open = openBatch(work, items);
  let places = freePlaces(work);
  for (const number of numbers) {
    if (places <= 0) return;
    // The state is read again here: an item that fails at once may have ended others.
    if (batchOf(items, number) !== open || work.track(number).state !== "waiting") continue;
    activate(work, number);
    if (isOpen(work.track(number))) places -= 1;
  }
}

/** Starts items that wait only because as many ran as may, if the decision ended one. */
export function startInFreePlaces(work: WorkingPipeline): void {
  if (work.pipeline.state !== "running" || graphsAtOnce(work) === null) return;
  if (work.changes().moves.some(({ to }) => isEnded(to))) startBatch(work);
}

/** Starts what waits in the first batch that has not ended. */
export function startBatch(work: WorkingPipeline): void {
  const waiting = work.everyTrack().filter(({ state }) => state === "waiting");
  startItems(
    work,
    waiting.map(({ number }) => number),
  );
}

/** Starts the next batch, after its pause, if the decision ended the last item of a batch. */
export function startNextBatch(work: WorkingPipeline): void {
  const { items } = work.plan;
  if (items === null || items.batch === null || !mayHaveEndedBatch(work, items)) return;
  while (freePlaces(work) > 0) {
    const open = openBatch(work, items);
    const batch = work.everyTrack().filter(({ number }) => batchOf(items, number) === open);
    const waiting = batch.filter(({ state }) => state === "waiting");
    if (waiting.length === 0) return;
    // A person ran some of the batch again: what waits with them needs no pause.
    const hasBegun = batch.some(
      (track) => isOpen(track) && track.state !== "waiting" && track.sleep !== "batch",
    );
    const isPaused = items.pauseMs > 0 && !hasBegun;
    if (!isPaused)
      startItems(
        work,
        waiting.map(({ number }) => number),
      );
    else for (const { number } of waiting) pause(work, items, number);
  }
}

function pause(work: WorkingPipeline, items: ItemRules, number: number): void {
  const reason = `${batchText(items, number)} starts in ${durationText(items.pauseMs)}`;
  work.move(number, "sleeping", reason, { sleepMs: items.pauseMs, sleep: "batch" });
}

/**
 * True if a batch may have ended by this decision. The counter of open tracks excludes it in most cases, so that not
 * every end of an item reads all of them.
 */
function mayHaveEndedBatch(work: WorkingPipeline, items: ItemRules): boolean {
  const { pipeline, plan } = work;
  if (pipeline.state !== "running") return false;
  return work.changes().moves.some(({ number, to }) => {
    const after = plan.vertices.length - (batchOf(items, number) + 1) * (items.batch ?? items.total);
    return isEnded(to) && pipeline.openTracks <= after;
  });
}

/** The first batch that has not ended; the number of batches if all have. */
function openBatch(work: WorkingPipeline, items: ItemRules): number {
  const first = work.everyTrack().find(isOpen);
  return batchOf(items, first?.number ?? items.total - 1 + (items.batch ?? items.total));
}

function isOpen({ state }: { readonly state: Parameters<typeof isEnded>[0] }): boolean {
  return !isEnded(state);
}
