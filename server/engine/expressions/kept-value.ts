import { addCost, costSoFar, isOverCost, MAX_COST } from "../cost/cost.ts";

/** From this cost on it is worth to keep what was worked out. */
const MIN_COST = 20_000;
const MAX_KEPT = 200;

type Kept = {
  readonly reads: readonly unknown[];
  readonly cost: number;
  readonly value: unknown;
};

const kept = new WeakMap<object, Map<string, Kept>>();

/**
 * What `work` gives, unless it was worked out before from these very values. A decision that needs more tracks is made again
 * from its beginning, and must not take its time again. The cost is counted each time, so that the answer is always the
 * same.
 *
 * @param owner what is kept lives as long as this.
 * @param reads everything that the value depends on. The values must be the same ones, not equal ones.
 */
export function keptValue<T>(owner: object, name: string, reads: () => readonly unknown[], work: () => T): T {
  const known = kept.get(owner)?.get(name);
  if (known !== undefined && isSame(known.reads, reads())) {
    addCost(known.cost);
    return known.value as T;
  }
  const before = costSoFar();
  const value = work();
  const cost = costSoFar() - before;
  // Stopped by the limit of a whole event, it is not known what it costs by itself.
  if (cost < MIN_COST || (isOverCost() && cost <= MAX_COST)) return value;
  const ofOwner = kept.get(owner) ?? new Map<string, Kept>();
  if (ofOwner.size >= MAX_KEPT) ofOwner.clear();
  kept.set(owner, ofOwner.set(name, { reads: reads(), cost, value }));
  return value;
}

function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((each, place) => each === right[place]);
}
