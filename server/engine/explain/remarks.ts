import type { PipelineNow } from "../plan/pipeline-now.ts";

type Remarked = Pick<PipelineNow, "handledFailures" | "staleTracks"> & {
  /** How many tracks ended as a person decided, or have values that a person set. */
  readonly overrides: number;
  /** Who has seen that it failed; null where nobody has. */
  readonly acknowledgedBy: string | null;
};

/** What a pipeline's state does not say, in a few words: `2 overrides · 1 stale`; empty if there is nothing. */
export function remarksText(remarked: Remarked): string {
  const { handledFailures, staleTracks, overrides, acknowledgedBy } = remarked;
  return [
    ...(overrides > 0 ? [`${overrides} override${overrides === 1 ? "" : "s"}`] : []),
    ...(handledFailures > 0 ? [`${handledFailures} failure${handledFailures === 1 ? "" : "s"} handled`] : []),
    ...(acknowledgedBy !== null ? [`acknowledged by ${acknowledgedBy}`] : []),
    ...(staleTracks > 0 ? [`${staleTracks} stale`] : []),
  ].join(" · ");
}
