type Hits = {
  /** How many there are so far. */
  readonly count: number;
  /** No more will come. */
  readonly isWhole: boolean;
  /** The hit that is shown; null where none is, or the one that was shown has been corrected. */
  readonly at: number | null;
  /** Where the hit was that was shown last; null where none was. */
  readonly last: number | null;
};

/**
 * The hit that a step leads to. The hits are a ring: behind the last one is the first.
 *
 * @returns "later" where a search that still goes on may find it; null where there is none.
 */
export function nextHit({ count, isWhole, at, last }: Hits, by: 1 | -1): number | "later" | null {
  // A hit that was corrected is gone, and the next one stands in its place.
  const wanted = at !== null ? at + by : last === null ? (by === 1 ? 0 : -1) : by === 1 ? last : last - 1;
  if (wanted >= 0 && wanted < count) return wanted;
  if (!isWhole) return "later";
  if (count === 0) return null;
  return wanted < 0 || by === -1 ? count - 1 : 0;
}
