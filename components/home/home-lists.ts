import type { PipelineList } from "#contract/pipelines/pipeline-list.ts";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";

const MAX_RUNNING = 5;

/**
 * What the lists of the first page ask for: the page's route asks the same beforehand. They are short, so that many prompts do
 * not push last night's failures out of sight.
 */
export const HOME_LISTS = {
  needing: { only: "needs-person", limit: 5 },
  running: { state: "running" },
  rollingBack: { state: "reverting" },
  failures: { only: "open-failure", limit: 5 },
} as const;

/** What is shown of those that run. Those that need a person are listed above: a pipeline is listed once. */
export function thatRunByThemselves({ pipelines }: PipelineList): readonly PipelineSummary[] {
  return pipelines.filter(({ needsHuman }) => !needsHuman).slice(0, MAX_RUNNING);
}
