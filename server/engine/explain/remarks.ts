import type { PipelineNow } from "../plan/pipeline-now.ts";

type Remarked = Pick<PipelineNow, "handledFailures" | "staleTracks"> & {
  /** How many tracks ended as a person decided. */
  readonly overrides: number;
};

/** What a pipeline's state does not say, in a few words: `2 overrides · 1 stale`; empty if there is nothing. */
export function remarksText({ handledFailures, staleTracks, overrides }: Remarked): string {
  return [
    ...(overrides > 0 ? [`${overrides} override${overrides === 1 ? "" : "s"}`] : []),
    ...(handledFailures > 0 ? [`${handledFailures} failure${handledFailures === 1 ? "" : "s"} handled`] : []),
    ...(staleTracks > 0 ? [`${staleTracks} stale`] : []),
  ].join(" · ");
}
