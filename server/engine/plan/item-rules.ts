import type { VertexSpec } from "../model/graph-content.ts";

/** How the items of one vertex with `foreach` are run, as its graph says and for this number of items. */
export type ItemRules = {
  readonly total: number;
  /** When more than this many items have failed, nothing new starts; null: no limit. */
  readonly maxFailures: number | null;
  /** True if what runs is then stopped, too. */
  readonly isRestStopped: boolean;
  /** How many items are in a batch; null: all of them. */
  readonly batch: number | null;
  /** The pause between two batches, in milliseconds. */
  readonly pauseMs: number;
};

/** The rules for the items of a vertex with `foreach`. */
export function itemRules({ foreach }: VertexSpec, total: number): ItemRules {
  return {
    total,
    maxFailures: foreach?.failFast === true ? 0 : maxFailuresOf(foreach?.maxFailures, total),
    isRestStopped: foreach?.onFailFast === "stop",
    batch: foreach?.batch ?? null,
    pauseMs: foreach?.pause ?? 0,
  };
}

function maxFailuresOf(given: number | string | undefined, total: number): number | null {
  if (typeof given !== "string") return given ?? null;
  return Math.floor((Number(given.slice(0, -1)) * total) / 100);
}

/** True if so many items have failed that nothing new starts. */
export function hasTooManyFailures({ maxFailures }: ItemRules, failed: number): boolean {
  return maxFailures !== null && failed > maxFailures;
}

/** Why nothing new starts, as part of a sentence. */
export function tooManyText({ maxFailures, total }: ItemRules): string {
  return maxFailures === 0
    ? `one of ${countText(total)} failed`
    : `more than ${maxFailures ?? total} of ${countText(total)} failed`;
}

function countText(total: number): string {
  return `${total} item${total === 1 ? "" : "s"}`;
}

/** The reason of an item that does not start any more, after this number of attempts. */
export function notStartedText(rules: ItemRules, attempts: number): string {
  return `${attempts === 0 ? "not started" : "not run again"}: ${tooManyText(rules)}`;
}

/** The reason of an item that was stopped while it ran. */
export function stoppedText(rules: ItemRules): string {
  return `stopped: ${tooManyText(rules)}`;
}

/** In which batch an item is, from 0. */
export function batchOf({ batch, total }: ItemRules, number: number): number {
  return Math.floor(number / (batch ?? total));
}

/** The batch of an item as people count it: `batch 2 of 4`. */
export function batchText(rules: ItemRules, number: number): string {
  const { batch, total } = rules;
  return `batch ${batchOf(rules, number) + 1} of ${Math.ceil(total / (batch ?? total))}`;
}
