import type { Fence } from "./fields/fences.ts";

/** The most labels of a runner. They give at most 2^8 keys, so that the IN list of a claim stays short. */
export const MAX_RUNNER_LABELS = 8;
/** No label has this character. */
const FENCE = "fence=";

/**
 * What a vertex wants of its runner as one key: its fence, if that is not the usual one, and its labels, sorted, without
 * duplicates, joined by commas; "" if it wants nothing.
 */
export function labelsKey(labels: readonly string[], fence: Fence = "default"): string {
  return [...(fence === "default" ? [] : [`${FENCE}${fence}`]), ...[...new Set(labels)].sort()].join(",");
}

/**
 * The keys of all tracks that a runner with these labels may execute: one for every subset, including the empty one, with
 * each fence that it can give. A claim looks the keys up in an index. A comparison of sets would also lock rows that it
 * does not need.
 *
 * @throws RangeError if there are more than `MAX_RUNNER_LABELS` labels.
 */
export function labelsKeys(labels: readonly string[], fences: readonly Fence[] = ["default"]): string[] {
  const sorted = [...new Set(labels)].sort();
  if (sorted.length > MAX_RUNNER_LABELS)
    throw new RangeError(`A runner may have ${MAX_RUNNER_LABELS} labels at most, not ${sorted.length}.`);
  let keys: string[][] = [[]];
  for (const label of sorted) keys = [...keys, ...keys.map((key) => [...key, label])];
  return fences.flatMap((fence) => keys.map((key) => labelsKey(key, fence)));
}
