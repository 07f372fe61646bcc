import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";

/** What can be done to several pipelines. */
export type BulkAct = "retry" | "cancel" | "acknowledge";

/** A pipeline that was chosen. `refused`: why whoever is signed in may not do it, as a sentence; null where they may. */
export type ChosenPipeline = { readonly pipeline: PipelineSummary; readonly refused: string | null };

/** Why an act does nothing to a pipeline in this state, as a sentence; null where it may do something. */
export function whyNothing(
  act: BulkAct,
  { state, acknowledgedBy }: Pick<PipelineSummary, "state" | "acknowledgedBy">,
): string | null {
  if (act === "cancel" && isPipelineEnded(state)) return "It has ended: there is nothing to cancel.";
  if (act !== "acknowledge") return null;
  if (state !== "failed") return "It has not failed: there is nothing to acknowledge.";
  return acknowledgedBy === null ? null : "It is acknowledged already.";
}
