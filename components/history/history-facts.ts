import type { HistoryRun } from "#contract/pipelines/graph-history.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";

export type HistoryFacts = {
  readonly ended: number;
  readonly succeeded: number;
  /** In whole percent of those that ended; null where none has. */
  readonly successRate: number | null;
  /** In milliseconds, of those that succeeded; null where none has. */
  readonly median: number | null;
};

/** How long a run took, in milliseconds and never less than 0; null where it has not ended. */
export function durationOf({ launchedAt, finishedAt }: HistoryRun): number | null {
  return finishedAt === null ? null : Math.max(0, finishedAt.getTime() - launchedAt.getTime());
}

/** What the runs say as a whole. */
export function factsOf(runs: readonly HistoryRun[]): HistoryFacts {
  const ended = runs.filter(({ state }) => isPipelineEnded(state));
  const good = ended.filter(({ state }) => state === "succeeded");
  const times = good.map((run) => durationOf(run) ?? 0).sort((a, b) => a - b);
  return {
    ended: ended.length,
    succeeded: good.length,
    successRate: ended.length === 0 ? null : Math.floor((100 * good.length) / ended.length),
    median: times[Math.floor((times.length - 1) / 2)] ?? null,
  };
}

/** How high the bar of each run is, from 0 to 1: the longest one has 1, and one that has not ended 0. */
export function barHeights(runs: readonly HistoryRun[]): number[] {
  const times = runs.map((run) => durationOf(run) ?? 0);
  const longest = Math.max(1, ...times);
  return times.map((time) => time / longest);
}
