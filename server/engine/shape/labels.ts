/** The most labels of a runner. They give at most 2^8 keys, so that the IN list of a claim stays short. */
export const MAX_RUNNER_LABELS = 8;

/** Labels as one key: sorted, without duplicates, joined by commas; "" if there are none. */
export function labelsKey(labels: readonly string[]): string {
  return [...new Set(labels)].sort().join(",");
}

/**
 * The keys of all tracks that a runner with these labels may execute: one for every subset, including the empty one. A
 * claim looks the keys up in an index. A comparison of sets would also lock rows that it does not need.
 *
 * @throws RangeError if there are more than `MAX_RUNNER_LABELS` labels.
 */
export function labelsKeys(labels: readonly string[]): string[] {
  const sorted = [...new Set(labels)].sort();
  if (sorted.length > MAX_RUNNER_LABELS)
    throw new RangeError(`A runner may have ${MAX_RUNNER_LABELS} labels at most, not ${sorted.length}.`);
  let keys: string[][] = [[]];
  for (const label of sorted) keys = [...keys, ...keys.map((key) => [...key, label])];
  return keys.map((key) => key.join(","));
}
