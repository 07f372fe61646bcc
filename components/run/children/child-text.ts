import { endedOf } from "#components/ui/states/track-counts.ts";
import type { ChildCounts } from "#contract/pipelines/track-list.ts";

/** How far a child pipeline is: `97/100`, or `97/100, 2 failed`. */
export function childText(counts: ChildCounts["counts"]): string {
  const { ended, all } = endedOf(counts);
  const failed = (counts.failed ?? 0) + (counts.lost ?? 0) + (counts.revert_failed ?? 0);
  return `${ended}/${all}${failed > 0 ? `, ${failed} failed` : ""}`;
}
