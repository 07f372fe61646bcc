/**
 * Durations are counted in buckets, so that a percentile of very many needs no list of them. Four buckets double a
 * duration: what is read from them is at most a fifth off.
 */
export const BUCKETS_A_DOUBLING = 4;

/** How many durations are in a bucket. The bucket `n` holds those up to `2 ** (n / 4)` milliseconds. */
export type BucketCount = { readonly bucket: number; readonly count: number };

/** The longest duration of a bucket, in milliseconds. */
export function bucketEnd(bucket: number): number {
  return 2 ** (bucket / BUCKETS_A_DOUBLING);
}

/**
 * The duration below which this share of them is.
 *
 * @param share 0.5 for the median.
 * @returns milliseconds; null where there are none.
 */
export function durationAt(counts: readonly BucketCount[], share: number): number | null {
  const sorted = [...counts].filter(({ count }) => count > 0).sort((a, b) => a.bucket - b.bucket);
  const all = sorted.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return null;
  const wanted = share * all;
  let before = 0;
  for (const { bucket, count } of sorted) {
    if (before + count >= wanted) {
      // Durations are spread over a bucket as its ends grow.
      const part = Math.max(0, wanted - before) / count;
      return bucketEnd(bucket - 1 + part);
    }
    before += count;
  }
  return bucketEnd(sorted.at(-1)?.bucket ?? 0);
}
