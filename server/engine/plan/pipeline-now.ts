import type { Facts } from "../expressions/expression.ts";
import type { AskedInput } from "../expressions/input-resolution.ts";
import type { Approver } from "../model/approver.ts";
import type { Json } from "../model/graph-content.ts";
import type { EndedPipelineState, PipelineState } from "../model/pipeline.ts";
import type { Sleep, TrackState } from "../model/track.ts";
import type { FailedItems } from "./failed-items.ts";

/** The rounds of a vertex with `repeat` that were done and asked for another one. They do not run again. */
export type Rounds = {
  readonly done: number;
  /** The outputs of the last of them. */
  readonly last: Readonly<Record<string, Json>>;
};
/** Why a track failed, and the last line that it wrote before; null if it wrote none. */
export type Failure = {
  readonly reason: string | null;
  readonly lastLine: string | null;
  /** Which of its items failed; only where that is why it failed. */
  readonly items?: FailedItems;
};

/** A track as it is before a decision. Tracks and vertices are named by their number in the plan. */
export type TrackNow = {
  readonly number: number;
  readonly state: TrackState;
  readonly reason: string | null;
  /** The number of in-edges that are not decided. */
  readonly waits: number;
  /** The number of live in-edges. */
  readonly live: number;
  /** The vertex whose failure prevents this track from starting. */
  readonly blame: number | null;
  /**
   * True if it was reached through an `always` edge, through a reaction to a failure, or from such a track. A failure, a
   * cancel and the pipeline's timeout do not keep it from starting.
   */
  readonly isReaction: boolean;
  /** True if something that it waits for ran again after it had started. */
  readonly isStale: boolean;
  /** How it failed; kept while it is undone. Null if it did not fail since it was last started. */
  readonly failure: Failure | null;
  /** The heads that the script named as `next`, or that were chosen; null if none were named, so that all may be taken. */
  readonly next: readonly number[] | null;
  /**
   * The attempts that its undo scripts undo, oldest first. With `repeat` they are noted when they succeed, otherwise
   * when the undo begins. Null: none.
   */
  readonly toUndo: readonly number[] | null;
  /** Its outputs; null unless it has succeeded. */
  readonly outputs: Readonly<Record<string, Json>> | null;
  /** The number of automatic retries or polls since a person last started it. */
  readonly retries: number;
  /** The rounds of a vertex with `repeat` so far; null before the first one is done. */
  readonly rounds: Rounds | null;
  /** What it waits for while it is `sleeping`; `child` while its child pipelines are being undone; otherwise null. */
  readonly sleep: Sleep | null;
  /** The number of the newest attempt; 0 before the first. The engine counts attempts from 1. */
  readonly attempt: number;
  /** True if it has a breakpoint: it stops before it begins, until a person removes the breakpoint. */
  readonly isBreak: boolean;
  /** True if the person who launched the pipeline chose to skip this track. */
  readonly isSkippedAtLaunch: boolean;
  /** When polling ends, in milliseconds since 1970; null before the first attempt, or if it never ends. */
  readonly giveUpAt: number | null;
  /**
   * The names of its locks with the values of its inputs, as it became ready; null where no name depends on a value, or
   * before that.
   */
  readonly locks: readonly string[] | null;
  /** Values given at launch for this vertex. */
  readonly given: Readonly<Record<string, Json>>;
  /** For an item of `foreach`: why inputs have no value, by their names. An answer of a person replaces each of them. */
  readonly inputProblems: Readonly<Record<string, string>> | null;
  /** Values that a person gave for this track, as an answer to a prompt or with a retry. */
  readonly answers: Readonly<Record<string, Json>>;
};

/** The fields of a new track, except its number and the count of its in-edges. */
export const NEW_TRACK: Omit<TrackNow, "number" | "waits"> = {
  state: "waiting",
  reason: null,
  live: 0,
  blame: null,
  isReaction: false,
  isStale: false,
  failure: null,
  next: null,
  toUndo: null,
  outputs: null,
  retries: 0,
  rounds: null,
  sleep: null,
  attempt: 0,
  isBreak: false,
  isSkippedAtLaunch: false,
  giveUpAt: null,
  locks: null,
  given: {},
  inputProblems: null,
  answers: {},
};

export type PipelineNow = {
  readonly state: PipelineState;
  readonly reason: string | null;
  readonly openTracks: number;
  /** The number of failed tracks whose failure the graph does not handle. */
  readonly failedTracks: number;
  /** The number of failed tracks whose failure the graph handles. */
  readonly handledFailures: number;
  /** The number of tracks that are stale. */
  readonly staleTracks: number;
  /** The number of tracks that are being undone, are undone or could not be undone, and have not run again. */
  readonly undoneTracks: number;
  /** The vertex whose failure stopped the pipeline: nothing new starts. */
  readonly halt: number | null;
  /** The person who cancelled it; its running tracks may still be ending. */
  readonly cancelledBy: string | null;
  /** True if the person who cancelled it asked to end everything at once, reactions and final steps too. */
  readonly isKilled: boolean;
  /** True once the pipeline's timeout is over: nothing new starts. */
  readonly isOverdue: boolean;
  /** During a roll back, the vertex down to which it is undone and from which it then runs again; otherwise null. */
  readonly undoFrom: number | null;
  /** How everything but the final steps ended, while the final steps run; otherwise null. */
  readonly endState: EndedPipelineState | null;
};

/** The fields of a new pipeline, except the number of its tracks. */
export const NEW_PIPELINE: Omit<PipelineNow, "openTracks"> = {
  state: "running",
  reason: null,
  failedTracks: 0,
  undoneTracks: 0,
  handledFailures: 0,
  staleTracks: 0,
  halt: null,
  cancelledBy: null,
  isKilled: false,
  isOverdue: false,
  undoFrom: null,
  endState: null,
};

/** What expressions may read about the pipeline as a whole, and the current time. */
export type PipelineFacts = Pick<Facts, "params" | "pipeline" | "types"> & {
  /**
   * The time of the database's clock, in milliseconds since 1970. It is read only where a decision depends on it: who
   * asks for a decision may not have it.
   */
  readonly now: number;
  /** The callback address of a vertex for one attempt; undefined if callbacks are not available. */
  readonly addressOf?: (number: number, attempt: number) => string;
};

/** One transition, in the order in which it happened. */
export type Move = {
  readonly number: number;
  readonly from: TrackState;
  readonly to: TrackState;
  readonly reason: string | null;
  /** The number of the attempt that the move begins, or of the newest attempt. */
  readonly attempt: number;
  /** The inputs that a track in state `prompting` asks for. */
  readonly asks?: readonly AskedInput[];
  /**
   * How long a track in state `sleeping` sleeps, or the time limit of a `prompting` track, in milliseconds. Undefined: no
   * limit.
   */
  readonly sleepMs?: number;
  /** What a track in state `sleeping` waits for. */
  readonly sleep?: Sleep;
  /** It waits for its existing child pipeline and does not start a new one. */
  readonly isSameChild?: true;
};

/** How an attempt ended. `exit` is the exit code of its script; null or undefined if there was none. */
export type AttemptOutcome =
  | {
      readonly to: "succeeded";
      readonly next: readonly number[] | null;
      readonly outputs?: Readonly<Record<string, Json>> | null;
      readonly exit?: number | null;
      readonly reason?: string;
    }
  | {
      readonly to: "failed";
      readonly reason: string;
      readonly exit?: number | null;
      /** From 0 to 1, for the jitter of a retry's delay. Undefined: the failure must not be retried. */
      readonly random?: number;
      /** The attempt was ended by its timeout. */
      readonly isTimeout?: true;
      /** The last line that it wrote. */
      readonly lastLine?: string | null;
      /** Which of its items failed. */
      readonly items?: FailedItems;
      /** The outputs that it gave before it failed. Its undo script may read them. */
      readonly outputs?: Readonly<Record<string, Json>>;
      /** Its child pipeline failed, and could not be undone: before a retry a person must mend that. */
      readonly isUndoBroken?: true;
    }
  /** The attempt was ended by its timeout, and `onTimeout` is `skip`. */
  | { readonly to: "skipped"; readonly reason: string }
  | { readonly to: "cancelled"; readonly reason: string }
  /** Its runner was stopped and ended the script: nobody knows how far it got. */
  | { readonly to: "lost"; readonly reason: string }
  /** Its runner gives it back, so that it may be claimed again. */
  | { readonly to: "handed-back" };

/** The answer of a person to an approval. */
export type Decision = {
  readonly verdict: "approve" | "reject";
  readonly by: string;
  readonly comment: string | null;
  /** All who have approved, as they are judged now, with whoever answers as the last. Absent: only the name is known. */
  readonly approvers?: readonly Approver[];
};

export type PipelineEvent =
  | { readonly type: "launched" }
  /** Nothing happened. The engine only decides what already follows from the stored state. */
  | { readonly type: "examined" }
  | { readonly type: "settled"; readonly number: number; readonly outcome: AttemptOutcome }
  /** A runner begins the next attempt of a pending track, or of the undo of one. */
  | { readonly type: "claimed"; readonly number: number }
  /** Its script cannot be rendered with its values, so nothing was started. */
  | { readonly type: "render-failed"; readonly number: number; readonly reason: string }
  | { readonly type: "lost"; readonly number: number; readonly reason: string }
  /** A person answered a prompt. `decision` is set if the prompt is an approval. */
  | { readonly type: "answered"; readonly number: number; readonly decision?: Decision }
  /** A callback was received. `calls` holds what was sent with each call so far, the newest last. */
  | { readonly type: "called"; readonly number: number; readonly calls: readonly Json[] }
  /** Its timer ended: the time of a sleep, or the time limit of a prompt. */
  | { readonly type: "timer-due"; readonly number: number }
  /** `isOfAll`: all that failed is retried, so nobody asked for this track by its name. */
  | { readonly type: "retried"; readonly number: number; readonly isOfAll?: boolean }
  /** It runs again, and everything behind it, whatever their states are. */
  | { readonly type: "rerun"; readonly number: number }
  | {
      readonly type: "forced";
      readonly number: number;
      /** `skipped`: its heads go on without its outputs. */
      readonly to: "succeeded" | "failed" | "skipped";
      readonly reason: string;
      /** Its outputs, if `to` is `succeeded`. */
      readonly outputs?: Readonly<Record<string, Json>>;
      /** The heads that go on, whatever their conditions say. Undefined: the graph chooses. */
      readonly next?: readonly number[];
    }
  /** The child pipeline of a failed track runs again: the track waits for it again. */
  | { readonly type: "child-reopened"; readonly number: number }
  /** A person sets or removes a breakpoint. */
  | { readonly type: "break"; readonly number: number; readonly isSet: boolean }
  /**
   * The pipeline is undone; or, with `from`, rolled back to that vertex, which then runs again. With `isWithParent` the
   * pipeline above it is being undone.
   */
  | {
      readonly type: "undo";
      readonly from: number | null;
      readonly by: string;
      readonly why?: string;
      readonly isWithParent?: true;
    }
  /** The child pipelines of a track that is being undone are undone, or could not be. */
  | {
      readonly type: "children-undone";
      readonly number: number;
      readonly to: "reverted" | "revert_failed" | "not_reverted";
      readonly reason: string | null;
    }
  /** What could not be undone in the child pipelines of a track is mended, or is tried again. */
  | { readonly type: "child-undo-mended"; readonly number: number }
  /** The pipeline's timeout is over. `timeoutMs` is given where another one holds than that of its graph. */
  | { readonly type: "overdue"; readonly timeoutMs?: number }
  /** `isKill`: reactions and final steps do not run either. */
  | { readonly type: "cancelled"; readonly by: string; readonly isKill?: boolean };

export type Forbidden = { readonly kind: "forbidden"; readonly text: string };

/** What the caller must write. `tracks` holds the new value of each changed row; `moves` holds the transitions in order. */
export type Changes = {
  readonly kind: "changes";
  readonly pipeline: PipelineNow;
  readonly tracks: readonly TrackNow[];
  readonly moves: readonly Move[];
};

export type Advance =
  | Changes
  | Forbidden
  /** The decision needs these tracks as well: load them and ask again. */
  | { readonly kind: "needs"; readonly numbers: readonly number[] | "all" };
