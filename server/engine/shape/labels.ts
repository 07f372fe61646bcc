/** 2^8 keys at the most, so that a claim's IN list stays short. */
export const MAX_RUNNER_LABELS = 8;

/** Labels as one key: sorted, each once, joined by commas; "" where there are none. */
export function labelsKey(labels: readonly string[]): string {
  return [...new Set(labels)].sort().join(",");
}

/**
 * The keys of all tracks that a runner with these labels may execute: every subset of them, the empty one included. A
 * claim looks them up in an index, where a comparison of sets would lock rows that it then throws away.
 *
 * @throws RangeError for more than `MAX_RUNNER_LABELS` labels.
 */
export function labelsKeys(labels: readonly string[]): string[] {
  const sorted = [...new Set(labels)].sort();
  if (sorted.length > MAX_RUNNER_LABELS)
    throw new RangeError(`A runner may have ${MAX_RUNNER_LABELS} labels at the most, not ${sorted.length}.`);
  let keys: string[][] = [[]];
  for (const label of sorted) keys = [...keys, ...keys.map((key) => [...key, label])];
  return keys.map((key) => key.join(","));
}
