/**
 * The law of a pipeline's states. Paused is a flag beside the state, and "needs a human" is derived, never stored.
 *
 * - `running`: at least one track has not ended.
 * - `succeeded`: every track ended and none failed.
 * - `failed`: every track ended and at least one failed. A retry takes it back to `running`.
 * - `cancelled`: a person ended it.
 * - `reverting`, `reverted`: its undo scripts run, or all ran. Where one broke, the pipeline has failed.
 */
export const PIPELINE_STATES = [
  "running",
  "succeeded",
  "failed",
  "cancelled",
  "reverting",
  "reverted",
] as const;

export type PipelineState = (typeof PIPELINE_STATES)[number];

/** True where the pipeline has come to an end (a failed one may still be taken up again by a retry). */
export function isPipelineEnded(state: PipelineState): boolean {
  return state !== "running" && state !== "reverting";
}
