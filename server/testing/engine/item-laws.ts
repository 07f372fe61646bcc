import { isEnded, isOfUndo, type TrackState } from "#engine/model/track.ts";
import type { Move, PipelineEvent, PipelineNow, TrackNow } from "#engine/plan/pipeline-now.ts";
import type { Plan } from "#engine/plan/plan.ts";

/** The events by which a person starts one item, however many others failed. */
const BY_PERSON: ReadonlySet<PipelineEvent["type"]> = new Set(["retried", "rerun", "child-reopened"]);

/**
 * Checks the starts of items, counted without the engine: none starts after too many have failed, and none before every
 * item of the batches before its own has ended.
 *
 * @param tracks as they were before the decision.
 * @param asked the items that a person runs again and that have not begun; it is updated.
 * @throws Error where a start breaks one of the two.
 */
export function mustObeyItemRules(
  { items, vertices }: Plan,
  tracks: ReadonlyMap<number, TrackNow>,
  event: PipelineEvent,
  asked: Set<number>,
  moves: readonly Move[],
): void {
  if (items === null) return;
  const { batch, maxFailures } = items;
  if (BY_PERSON.has(event.type) && "number" in event) asked.add(event.number);
  if (event.type === "undo" && event.from !== null) asked.add(event.from);
  const states = vertices.map(({ number }): TrackState => tracks.get(number)?.state ?? "waiting");
  const sleeps = vertices.map(({ number }) => tracks.get(number)?.sleep ?? null);
  for (const { number, from, to, sleep = null } of moves) {
    const isBefore = from === "waiting" || (from === "sleeping" && sleeps[number] === "batch");
    const isBegin = isBefore && !isEnded(to) && to !== "waiting" && sleep !== "batch";
    const failed = states.filter((state) => state === "failed").length;
    if (isBegin && !asked.has(number) && maxFailures !== null && failed > maxFailures)
      throw new Error(`Item ${number} starts after ${failed} failed, and ${maxFailures} may.`);
    const first = batch === null ? 0 : Math.floor(number / batch) * batch;
    const open = states.slice(0, first).filter((state) => !isEnded(state)).length;
    // A person runs the child pipeline of the item again: its track only follows.
    const follows = event.type === "child-reopened" && event.number === number;
    if (isBegin && open > 0 && !follows)
      throw new Error(`Item ${number} starts, and ${open} before its batch run.`);
    if (isBegin || (isEnded(to) && !isOfUndo(to))) asked.delete(number);
    states[number] = to;
    sleeps[number] = sleep;
  }
}

/**
 * Checks that no item stays behind without a reason: what was not started because too many failed is started once fewer
 * count as failed.
 *
 * @throws Error where one stays behind.
 */
export function mustNotBeStopped(
  { items }: Plan,
  { state, cancelledBy, isOverdue }: PipelineNow,
  tracks: ReadonlyMap<number, TrackNow>,
): void {
  const all = [...tracks.values()];
  if (items === null || cancelledBy !== null || isOverdue || all.some((track) => isOfUndo(track.state)))
    return;
  if (state === "reverting" || state === "reverted") return;
  const failed = all.filter((track) => track.state === "failed").length;
  const left = all.find(
    ({ reason, ...track }) => track.state === "skipped" && /^not (started|run again): /.test(reason ?? ""),
  );
  if (left !== undefined && failed <= (items.maxFailures ?? items.total))
    throw new Error(`Item ${left.number} is left, and only ${failed} count as failed: ${left.reason}.`);
}
