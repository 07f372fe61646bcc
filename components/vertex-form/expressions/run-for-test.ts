import type { PipelineView } from "#contract/pipelines/pipelines.ts";

/** A run, with what the values of expressions are worked out from. */
export const RUN = {
  pipeline: { id: 17, name: "nightly", revision: 2, launchedBy: "ann", state: "succeeded" },
  params: { env: "prod", hosts: ["web-1", "web-2"] },
  timeoutMs: null,
  launchedAfter: null,
  tracks: [
    {
      vertex: "build",
      state: "succeeded",
      exitCode: 0,
      callback: null,
      outputs: { size: 3, undeclared: "yes" },
    },
    { vertex: "again", state: "succeeded", exitCode: 0, callback: null, outputs: { left: "0" } },
    { vertex: "each", state: "skipped", exitCode: null, callback: null, outputs: null },
  ],
} as unknown as PipelineView;
