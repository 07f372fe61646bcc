import type { Forbidden } from "../plan/pipeline-now.ts";
import type { WorkingPipeline } from "./working-pipeline.ts";

/** The state of the track forbids the action. */
export function forbidden(work: WorkingPipeline, number: number, action: string): Forbidden {
  const { name } = work.vertex(number);
  return { kind: "forbidden", text: `${name} is ${work.track(number).state}: it cannot be ${action} now.` };
}

export function forbiddenByUndo(work: WorkingPipeline, number: number): Forbidden {
  const { name } = work.vertex(number);
  return {
    kind: "forbidden",
    text: `The pipeline is being undone: ${name} is decided about when that is over.`,
  };
}

export function forbiddenByCancel(work: WorkingPipeline): Forbidden {
  const by = work.pipeline.cancelledBy;
  return {
    kind: "forbidden",
    text: `The pipeline was cancelled${by === null ? "" : ` by ${by}`}: its tracks are final.`,
  };
}

/** A broken undo is left alone while the pipeline runs again. */
export function forbiddenByRun(work: WorkingPipeline, number: number): Forbidden {
  const { name } = work.vertex(number);
  return {
    kind: "forbidden",
    text: `The pipeline runs: the undo of ${name} is decided about when it has ended.`,
  };
}

/** What it would run after was undone. */
export function forbiddenByMissing(work: WorkingPipeline, number: number, tail: number): Forbidden {
  const [name, before] = [work.vertex(number).name, work.vertex(tail).name];
  return {
    kind: "forbidden",
    text: `${name} cannot be retried: ${before} was undone. Run ${before} restart, with all behind it.`,
  };
}
