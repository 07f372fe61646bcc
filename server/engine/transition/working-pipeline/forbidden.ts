import { STATE_WORDS } from "../../model/state-words.ts";
import type { Forbidden } from "../../plan/pipeline-now.ts";
import type { WorkingPipeline } from "./working-pipeline.ts";

/** The refusal of an action that the state of the track forbids. */
export function forbidden(work: WorkingPipeline, number: number, action: string): Forbidden {
  const { name } = work.vertex(number);
  return {
    kind: "forbidden",
    text: `${name} is ${STATE_WORDS[work.track(number).state]}: it cannot be ${action} now.`,
  };
}

/** The refusal of an action on a track while its pipeline is being undone. */
export function forbiddenByUndo(work: WorkingPipeline, number: number): Forbidden {
  const { name } = work.vertex(number);
  return {
    kind: "forbidden",
    text: `The pipeline is being undone: decide about ${name} when the undo has ended.`,
  };
}

/** The refusal of an action on a track of a cancelled pipeline. */
export function forbiddenByCancel(work: WorkingPipeline): Forbidden {
  const by = work.pipeline.cancelledBy;
  return {
    kind: "forbidden",
    text: `The pipeline was cancelled${by === null ? "" : ` by ${by}`}: its tracks are final.`,
  };
}

/** The refusal to retry a failed undo while the pipeline runs again. */
export function forbiddenByRun(work: WorkingPipeline, number: number): Forbidden {
  const { name } = work.vertex(number);
  return {
    kind: "forbidden",
    text: `The pipeline runs: decide about the undo of ${name} when the pipeline has ended.`,
  };
}

/** The refusal to undo a track while something behind it is not undone. */
export function forbiddenByLater(work: WorkingPipeline, number: number, later: number): Forbidden {
  const [name, behind] = [work.vertex(number).name, work.vertex(later).name];
  return {
    kind: "forbidden",
    text: `${name} cannot be undone yet: ${behind}, which is behind it, is ${STATE_WORDS[work.track(later).state]}. Undo the pipeline again.`,
  };
}

/** The refusal to decide about a track while its child pipelines are being undone. */
export function forbiddenByChildUndo(work: WorkingPipeline, number: number): Forbidden {
  const { name } = work.vertex(number);
  return {
    kind: "forbidden",
    text: `What ran for ${name} is being undone in its child pipeline: decide there.`,
  };
}

/** The refusal to retry a track when the track before it was undone. */
export function forbiddenByMissing(work: WorkingPipeline, number: number, tail: number): Forbidden {
  const [name, before] = [work.vertex(number).name, work.vertex(tail).name];
  return {
    kind: "forbidden",
    text: `${name} cannot be retried: ${before} was undone. Run ${before} again, with all behind it.`,
  };
}
