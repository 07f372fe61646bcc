/**
 * What an expression or a pattern may cost at most with the values that it reads. One unit is about one comparison of two
 * numbers: ten to thirty nanoseconds. The cost depends on expression and values only, so every machine gives the same answer.
 */
export const MAX_COST = 5_000_000;

/** What everything that follows from one event may cost together. */
export const MAX_COST_TOGETHER = 25_000_000;

type Count = {
  readonly max: number;
  left: number;
  isOver: boolean;
  /** What it may cost, for a sentence. */
  readonly limit: string;
};

/** What this process has counted since its start. */
let total = 0;

/** The cost that is being counted now. Nothing that is counted waits for anything, so there is never another one. */
let current: Count | null = null;

/** Thrown when a limit is reached. `withinCost` catches it; nothing else may see it. */
class CostExceeded extends Error {}

/**
 * Adds to what is being counted; nothing where nothing is. It is called before the work is done, so that memory is
 * limited, too.
 */
export function addCost(cost: number): void {
  if (current === null) return;
  total += cost;
  current.left -= cost;
  if (current.left >= 0 && !current.isOver) return;
  current.isOver = true;
  throw new CostExceeded();
}

/** What was added since the innermost `withinCost` began; 0 where nothing is counted. */
export function costSoFar(): number {
  return current === null ? 0 : current.max - current.left;
}

/**
 * What this process has counted since its start. A transaction that makes many decisions ends after MAX_COST_TOGETHER, and
 * leaves the rest to the next one.
 */
export function totalCost(): number {
  return total;
}

/** True where the innermost `withinCost` is over its limit. */
export function isOverCost(): boolean {
  return current?.isOver === true;
}

export type Costed<T> =
  | { readonly ok: true; readonly value: T }
  /** `problem` is part of a sentence. */
  | { readonly ok: false; readonly problem: string };

/** Does `work`, unless it would cost more than `max`, or than what is left of a limit around it. */
export function withinCost<T>(work: () => T, max = MAX_COST): Costed<T> {
  const around = current;
  const limit = `its cost is more than ${max.toLocaleString("en")}`;
  const count: Count =
    around === null || around.left >= max
      ? { max, left: max, isOver: false, limit }
      : { max: around.left, left: around.left, isOver: false, limit: around.limit };
  current = count;
  try {
    const value = work();
    // A part of it may have caught the error and gone on.
    return count.isOver ? tooMuch(count) : { ok: true, value };
  } catch (error) {
    if (!count.isOver) throw error;
    return tooMuch(count);
  } finally {
    current = around;
    if (around !== null) around.left -= count.max - Math.max(0, count.left);
  }
}

function tooMuch({ limit }: Count): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem: `it takes too much work with these values: ${limit}` };
}

/** Does `work`, whose parts share one limit. Inside of another such call, that one's limit counts. */
export function sharingCost<T>(work: () => T): T {
  if (current !== null) return work();
  const limit = `what follows from one event costs more than ${MAX_COST_TOGETHER.toLocaleString("en")} together`;
  const max = MAX_COST_TOGETHER;
  current = { max, left: max, isOver: false, limit };
  try {
    return work();
  } finally {
    current = null;
  }
}
