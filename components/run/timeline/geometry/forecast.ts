import type { Order } from "./critical-path.ts";
import type { TimeRange } from "./time-range.ts";

/** What is known of a track: when its last attempt began and ended. In milliseconds since 1970; null before that. */
type Known = {
  readonly isEnded: boolean;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
};

/**
 * When each track is expected to run, by its number: one that has begun from its begin on, another one as soon as all
 * before it are expected to have ended. Null where that is not known.
 *
 * @param durations how long vertices usually take, in milliseconds, by number.
 */
export function forecast(
  { tails, isFinal }: Order,
  tracks: readonly Known[],
  durations: ReadonlyMap<number, number>,
  now: number,
): (TimeRange | null)[] {
  const expected = new Map<number, TimeRange | null>();
  const endOf = (number: number): number | null => {
    const track = tracks[number];
    if (track?.isEnded === true) return track.endedAt;
    const range = expected.get(number) ?? null;
    // One that takes longer than usual may end at any time.
    return range === null ? null : Math.max(now, range.to);
  };
  const work = (number: number, before: readonly number[]): void => {
    const { isEnded, startedAt } = tracks[number] ?? { isEnded: true, startedAt: null };
    const usual = durations.get(number);
    const from = startedAt ?? (isEnded ? null : latest(before.map(endOf), now));
    expected.set(number, usual === undefined || from === null ? null : { from, to: from + usual });
  };
  const all = tails.map((_, number) => number);
  const first = all.filter((number) => isFinal[number] !== true);
  for (const number of inOrder(tails)) {
    const before = tails[number] ?? [];
    if (isFinal[number] !== true || before.length > 0) work(number, before);
  }
  for (const number of all)
    if (isFinal[number] === true && (tails[number] ?? []).length === 0) work(number, first);
  return all.map((number) => expected.get(number) ?? null);
}

function latest(ends: readonly (number | null)[], now: number): number | null {
  let last = now;
  for (const end of ends) {
    if (end === null) return null;
    last = Math.max(last, end);
  }
  return last;
}

/** The numbers so that each comes after all its tails. */
function inOrder(tails: readonly (readonly number[])[]): number[] {
  const heads: number[][] = tails.map(() => []);
  const open = tails.map((each) => each.length);
  for (const [head, each] of tails.entries()) for (const tail of each) heads[tail]?.push(head);
  const order = open.flatMap((count, number) => (count === 0 ? [number] : []));
  for (const number of order)
    for (const head of heads[number] ?? []) {
      open[head] = (open[head] ?? 0) - 1;
      if (open[head] === 0) order.push(head);
    }
  return order;
}
