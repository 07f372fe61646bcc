import type { Refusal } from "./pipeline-now.ts";
import type { WorkingPipeline } from "./working-pipeline.ts";

/** The state of the track forbids the deed. */
export function refused(work: WorkingPipeline, number: number, deed: string): Refusal {
  const { name } = work.vertex(number);
  return { kind: "refused", text: `${name} is ${work.track(number).state}: it cannot be ${deed} now.` };
}

export function refusedByUndo(work: WorkingPipeline, number: number): Refusal {
  const { name } = work.vertex(number);
  return {
    kind: "refused",
    text: `The pipeline is being undone: ${name} is decided about when that is over.`,
  };
}

export function refusedByCancel(work: WorkingPipeline): Refusal {
  const by = work.pipeline.cancelledBy;
  return {
    kind: "refused",
    text: `The pipeline was cancelled${by === null ? "" : ` by ${by}`}: its tracks are final.`,
  };
}
