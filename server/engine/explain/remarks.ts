import type { PipelineNow } from "../plan/pipeline-now.ts";

/** What a pipeline's state does not say, in a few words: `1 failure handled · 1 stale`; empty if there is nothing. */
export function remarksText({
  handledFailures,
  staleTracks,
}: Pick<PipelineNow, "handledFailures" | "staleTracks">): string {
  return [
    ...(handledFailures > 0 ? [`${handledFailures} failure${handledFailures === 1 ? "" : "s"} handled`] : []),
    ...(staleTracks > 0 ? [`${staleTracks} stale`] : []),
  ].join(" · ");
}
