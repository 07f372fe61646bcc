import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";

const PIPELINE: PipelineSummary = {
  id: 1,
  name: "p",
  folder: "",
  graph: "g",
  revision: 1,
  digest: "d",
  state: "running",
  isTest: false,
  isPaused: false,
  isParentPaused: false,
  isQueued: false,
  parent: null,
  isParentElsewhere: false,
  isCancelling: false,
  priority: 0,
  labels: {},
  reason: null,
  rev: 1,
  launchedAt: new Date(0),
  launchedBy: "ann",
  finishedAt: null,
  acknowledgedBy: null,
  pause: null,
  dueAt: null,
  counts: {},
  needsHuman: false,
  needs: "",
  handledFailures: 0,
  staleTracks: 0,
  overrides: 0,
  remarks: "",
};

/** A pipeline as the server shows it, for tests of components. */
export function pipelineForTest(given: Partial<PipelineSummary>): PipelineSummary {
  return { ...PIPELINE, ...given };
}
