import type { GraphFile } from "#engine/model/graph-content.ts";

/** When a track was allowed to start, and when it ended; both null before that. In milliseconds since 1970. */
export type TrackTimes = { readonly readyAt: number | null; readonly endedAt: number | null };

/** The vertices of a graph by number, as far as times follow from them. */
export type Order = {
  /** The tails of each vertex's in-edges. */
  readonly tails: readonly (readonly number[])[];
  /** It runs after all that are none. */
  readonly isFinal: readonly boolean[];
};

export function orderOf({ content }: GraphFile): Order {
  const names = [...content.vertices.keys()];
  const numbers = new Map(names.map((name, number) => [name, number]));
  const tails: number[][] = names.map(() => []);
  for (const { tail, head } of content.edges) {
    const [from, to] = [numbers.get(tail), numbers.get(head)];
    if (from !== undefined && to !== undefined) tails[to]?.push(from);
  }
  return { tails, isFinal: [...content.vertices.values()].map((spec) => spec.final !== undefined) };
}

/**
 * The tracks that decided when the pipeline ended, first one first: each began when the one before it had ended, and the
 * last one ended last. Only what has ended counts.
 */
export function criticalPath(order: Order, times: readonly TrackTimes[]): number[] {
  const all = times.map((_, number) => number);
  const path: number[] = [];
  const seen = new Set<number>();
  let at = lastToEnd(all, times, Number.POSITIVE_INFINITY);
  while (at !== null && !seen.has(at)) {
    seen.add(at);
    path.unshift(at);
    const readyAt: number | null = times[at]?.readyAt ?? null;
    const tails = order.tails[at] ?? [];
    const isAfterAll = tails.length === 0 && order.isFinal[at] === true;
    const before = isAfterAll ? all.filter((number) => order.isFinal[number] !== true) : tails;
    at = readyAt === null ? null : lastToEnd(before, times, readyAt);
  }
  return path;
}

/** Of these, the one that ended last, but not after `limit`. Of several the first one. */
function lastToEnd(numbers: readonly number[], times: readonly TrackTimes[], limit: number): number | null {
  let best: number | null = null;
  for (const number of numbers) {
    const { readyAt = null, endedAt = null } = times[number] ?? {};
    if (readyAt === null || endedAt === null || endedAt > limit) continue;
    if (best === null || endedAt > (times[best]?.endedAt ?? 0)) best = number;
  }
  return best;
}
