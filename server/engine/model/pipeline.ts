import type { Transition } from "./track.ts";

/**
 * The state machine of a pipeline: its states and transitions. track.ts lists what is generated from such a table.
 * Paused is a separate flag, not a state. "Needs a person" is derived and never stored.
 */
type StateFacts = {
  /** True while its state may still change without a person. */
  readonly isOpen: boolean;
  readonly meaning: string;
};

const STATES = {
  running: { isOpen: true, meaning: "At least one track has not ended." },
  succeeded: { isOpen: false, meaning: "Every track ended, and no failure counts." },
  failed: {
    isOpen: false,
    meaning: "Every track ended and a failure counts, or it could not be undone as a whole.",
  },
  cancelled: { isOpen: false, meaning: "A person ended it." },
  reverting: { isOpen: true, meaning: "Its undo scripts run, and those of its child pipelines." },
  reverted: { isOpen: false, meaning: "All that it did is undone, or needs no undo." },
} as const satisfies Readonly<Record<string, StateFacts>>;

export type PipelineState = keyof typeof STATES;

export const PIPELINE_STATE_FACTS: Readonly<Record<PipelineState, StateFacts>> = STATES;

/** Every state, in the order of the column's enum. */
export const PIPELINE_STATES = Object.keys(STATES) as [PipelineState, ...PipelineState[]];

/** A state of a pipeline that has ended. */
export type EndedPipelineState = Exclude<PipelineState, "running" | "reverting">;

/** The states of a pipeline that has not ended. */
export const OPEN_PIPELINE_STATES = PIPELINE_STATES.filter((state) => STATES[state].isOpen);

/** The states of a pipeline that has ended. */
export const ENDED_PIPELINE_STATES = PIPELINE_STATES.filter(
  (state): state is EndedPipelineState => !STATES[state].isOpen,
) as [EndedPipelineState, ...EndedPipelineState[]];

/** True if the pipeline has ended. A person may still run it again, or undo it. */
export function isPipelineEnded(state: PipelineState): boolean {
  return !STATES[state].isOpen;
}

/** Every transition a pipeline may make. */
export const PIPELINE_TRANSITIONS: readonly Transition<PipelineState>[] = [
  { from: "running", to: "succeeded", cause: "every track ended, and no failure counts" },
  { from: "running", to: "failed", cause: "every track ended, and a failure counts or its time was over" },
  { from: "running", to: "cancelled", cause: "cancelled, and every track ended" },
  { from: "running", to: "reverted", cause: "its final steps ended, after its undo" },
  { from: "failed", to: "running", cause: "a track is retried, run again, skipped or marked as succeeded" },
  { from: "succeeded", to: "running", cause: "a track is run again" },
  { from: "failed", to: "reverting", cause: "undo, by a person or by onFailure revert" },
  { from: "succeeded", to: "reverting", cause: "undo" },
  { from: "cancelled", to: "reverting", cause: "undo" },
  { from: "reverting", to: "reverted", cause: "the last undo script succeeded" },
  { from: "reverting", to: "failed", cause: "an undo script failed, or one is missing" },
  {
    from: "reverting",
    to: "running",
    cause: "undone from a vertex on, it runs again, or its final steps run",
  },
  { from: "reverted", to: "running", cause: "a track is retried or run again" },
];

/** True if the state machine allows the transition. */
export function canPipelineMove(from: PipelineState, to: PipelineState): boolean {
  return PIPELINE_TRANSITIONS.some((row) => row.from === from && row.to === to);
}
