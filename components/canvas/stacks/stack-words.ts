import { countsWords, shownCounts } from "#components/ui/states/track-counts.ts";
import type { StackState } from "./stack-state.ts";

/** How many tracks are in which state: `1 failed, 12 succeeded`. What has succeeded is last, where it may be cut. */
export function stackWords({ counts, stale }: StackState): string {
  const shown = shownCounts(counts, stale);
  const isDone = (each: (typeof shown)[number]) => Number(each.state === "succeeded" && !each.isStale);
  return countsWords(shown.toSorted((one, other) => isDone(one) - isDone(other)));
}
