import { endedText } from "#components/ui/states/track-counts.ts";
import type { ChildCounts } from "#contract/pipelines/track-list.ts";

/** How far a child pipeline is: `97/100`, or `9,700/10,000, 2 failed`. */
export function childText(counts: ChildCounts["counts"]): string {
  const failed = (counts.failed ?? 0) + (counts.lost ?? 0) + (counts.revert_failed ?? 0);
  return `${endedText(counts)}${failed > 0 ? `, ${failed.toLocaleString("en")} failed` : ""}`;
}
