import type { Refusal } from "../plan/pipeline-now.ts";
import type { WorkingPipeline } from "./working-pipeline.ts";

/** The state of the track forbids the action. */
export function refused(work: WorkingPipeline, number: number, action: string): Refusal {
  const { name } = work.vertex(number);
  return { kind: "refused", text: `${name} is ${work.track(number).state}: it cannot be ${action} now.` };
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

/** A broken undo is left alone while the pipeline runs again. */
export function refusedByRun(work: WorkingPipeline, number: number): Refusal {
  const { name } = work.vertex(number);
  return {
    kind: "refused",
    text: `The pipeline runs: the undo of ${name} is decided about when it has ended.`,
  };
}

/** What it would run after was undone. */
export function refusedByMissing(work: WorkingPipeline, number: number, tail: number): Refusal {
  const [name, before] = [work.vertex(number).name, work.vertex(tail).name];
  return {
    kind: "refused",
    text: `${name} cannot be retried: ${before} was undone. Run ${before} again, with all behind it.`,
  };
}
