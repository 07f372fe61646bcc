import type { PipelineState } from "../model/pipeline.ts";
import { STATE_WORDS } from "../model/state-words.ts";
import type { TrackState } from "../model/track.ts";

/** A track, and the child pipeline of its present attempt. */
export type TrackWithChild = {
  readonly name: string;
  readonly state: TrackState;
  readonly reason: string | null;
  readonly child: {
    readonly id: number;
    readonly state: PipelineState;
    /** It was begun again after its end, and the track is still to be told. */
    readonly isReopened: boolean;
    /** An undo script failed in it, and nobody has mended that. */
    readonly isUndoBroken: boolean;
  };
};

export type ChildViolation = {
  readonly code: "failed-for-a-success" | "child-undo-broken";
  readonly text: string;
  /** True where telling the track what became of its child puts it right. */
  readonly canBeTold: boolean;
};

/** The reason that a track has for a child pipeline that did not succeed; one that a person decided has another. */
const FAILED_FOR_CHILD = /^pipeline \d+ (?:failed|was )/;

/** Where the state of a track and that of its child pipeline contradict each other. */
export function childViolations({ name, state, reason, child }: TrackWithChild): readonly ChildViolation[] {
  if (child.isReopened) return [];
  if (state === "failed" && FAILED_FOR_CHILD.test(reason ?? "") && child.state === "succeeded")
    return [
      {
        code: "failed-for-a-success",
        text: `${name} has failed ("${reason}"), but pipeline ${child.id} has succeeded.`,
        canBeTold: true,
      },
    ];
  if ((state === "succeeded" || state === "reverted") && child.state === "failed" && child.isUndoBroken)
    return [
      {
        code: "child-undo-broken",
        text: `${name} is ${STATE_WORDS[state]}, but the undo of pipeline ${child.id} failed. Retry that undo there, or mark it as undone.`,
        canBeTold: false,
      },
    ];
  return [];
}
