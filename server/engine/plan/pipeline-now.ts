import type { Facts } from "../expressions/expression.ts";
import type { AskedInput } from "../expressions/input-resolution.ts";
import type { Json } from "../model/graph-content.ts";
import type { PipelineState } from "../model/pipeline.ts";
import type { Sleep, TrackState } from "../model/track.ts";

/** A track as it stands when the engine is asked. Numbers are the vertices' numbers in the plan. */
export type TrackNow = {
  readonly number: number;
  readonly state: TrackState;
  readonly reason: string | null;
  /** In-edges that are neither live nor dead yet. */
  readonly waits: number;
  /** In-edges found live. */
  readonly live: number;
  /** The vertex whose failure keeps this one from being reached. */
  readonly blame: number | null;
  /** Successors that the script named as `next`; null where it named none, and all stay. */
  readonly next: readonly number[] | null;
  /** What it wrote for others to read; null where it has not succeeded. */
  readonly outputs: Readonly<Record<string, Json>> | null;
  /** How often it was retried by itself since a person last asked for it. */
  readonly retries: number;
  /** Why it sleeps, while it does. */
  readonly sleep: Sleep | null;
  /** The number of the newest attempt; 0 before the first. The engine counts: 1, 2, 3 … */
  readonly attempt: number;
  /** True where it stops before it begins, until a person lifts that. */
  readonly isBreak: boolean;
  /** True where whoever launched it wanted it to be passed over. */
  readonly isSkippedAtLaunch: boolean;
  /** When its polls are given up, in milliseconds since 1970; null before the first. */
  readonly giveUpAt: number | null;
  /** Values given at launch for this vertex. */
  readonly given: Readonly<Record<string, Json>>;
  /** Values a person gave for this track, by a prompt or with a retry. */
  readonly answers: Readonly<Record<string, Json>>;
};

/** A track before anything happened to it: what `TrackNow` has beside its number and its in-edges. */
export const NEW_TRACK: Omit<TrackNow, "number" | "waits"> = {
  state: "waiting",
  reason: null,
  live: 0,
  blame: null,
  next: null,
  outputs: null,
  retries: 0,
  sleep: null,
  attempt: 0,
  isBreak: false,
  isSkippedAtLaunch: false,
  giveUpAt: null,
  given: {},
  answers: {},
};

export type PipelineNow = {
  readonly state: PipelineState;
  readonly reason: string | null;
  readonly openTracks: number;
  /** Failed tracks whose failure no `when: failed` edge takes up. */
  readonly failedTracks: number;
  /** The vertex whose failure stopped the pipeline: nothing new starts. */
  readonly halt: number | null;
  /** Who cancelled it, while its last running tracks end. */
  readonly cancelledBy: string | null;
  /** True once the time that its graph allows it was over: nothing new starts. */
  readonly isOverdue: boolean;
  /** While it is undone only from a vertex on, the number of that vertex: from there it then runs again. */
  readonly undoFrom: number | null;
};

/** What expressions may read of the pipeline as a whole, which never changes, and what time it is. */
export type PipelineFacts = Pick<Facts, "params" | "pipeline"> & {
  /** The store's clock, in milliseconds since 1970. */
  readonly now: number;
  /** The address at which the vertex of this number is called for this attempt; absent where nobody can be called. */
  readonly addressOf?: (number: number, attempt: number) => string;
};

/** One transition, in the order in which it happened. */
export type Move = {
  readonly number: number;
  readonly from: TrackState;
  readonly to: TrackState;
  readonly reason: string | null;
  /** The attempt that the move is about: the one that it begins, or the newest one. */
  readonly attempt: number;
  /** What a track that became `prompting` asks for. */
  readonly asks?: readonly AskedInput[];
  /**
   * How long a track that became `sleeping` sleeps, and how long a `prompting` one waits at most, in milliseconds. Left
   * out: for ever.
   */
  readonly sleepMs?: number;
  /** Why a track that became `sleeping` does. */
  readonly sleep?: Sleep;
  /** What its last round gave is read by the next. */
  readonly keepsOutputs?: true;
  /** It waits for the child that it has, rather than for a new one. */
  readonly isSameChild?: true;
};

/** How an attempt, or a person in its place, ended a running or lost track. `exit` is its exit code, where it had one. */
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
      /** A number from 0 to 1 where the script itself failed, so that the graph may retry it: for the jitter of its delay. */
      readonly random?: number;
      /** It was ended because it took too long. */
      readonly isTimeout?: true;
    }
  /** It took too long, and its graph says to go on without it. */
  | { readonly to: "skipped"; readonly reason: string }
  | { readonly to: "cancelled"; readonly reason: string }
  /** Its runner never started it, and gives it back. */
  | { readonly to: "handed-back" };

/** What a person says of an approval. */
export type Decision = {
  readonly verdict: "approve" | "reject";
  readonly by: string;
  readonly comment: string | null;
};

export type PipelineEvent =
  | { readonly type: "launched" }
  /** Nothing happened; what follows from how things stand is to be done. */
  | { readonly type: "examined" }
  | { readonly type: "settled"; readonly number: number; readonly outcome: AttemptOutcome }
  /** A runner begins the next attempt of a pending track, or of the undo of one. */
  | { readonly type: "claimed"; readonly number: number }
  /** Its values and its script do not go together: nothing of it was started. */
  | { readonly type: "render-failed"; readonly number: number; readonly reason: string }
  | { readonly type: "lost"; readonly number: number; readonly reason: string }
  /** A person answered. `decision` is what they say of an approval. */
  | { readonly type: "answered"; readonly number: number; readonly decision?: Decision }
  /** It was called from outside. `calls`: what was sent with each call so far, the newest last. */
  | { readonly type: "called"; readonly number: number; readonly calls: readonly Json[] }
  /** Its time to sleep is over, or to wait for an answer. */
  | { readonly type: "timer-due"; readonly number: number }
  | { readonly type: "retried"; readonly number: number }
  /** It runs again, and after it everything behind it, whatever came of that. */
  | { readonly type: "rerun"; readonly number: number }
  | {
      readonly type: "forced";
      readonly number: number;
      /** `skipped`: it is passed over, and what waits for it goes on without its outputs. */
      readonly to: "succeeded" | "failed" | "skipped";
      readonly reason: string;
      /** What counts as its outputs, where it counts as succeeded. */
      readonly outputs?: Readonly<Record<string, Json>>;
      /** The successors that stay live, whatever their conditions say; left out, the graph chooses. */
      readonly next?: readonly number[];
    }
  /** The child of a failed track was taken up again: the track waits for it once more. */
  | { readonly type: "child-reopened"; readonly number: number }
  /** A break point was set or lifted. */
  | { readonly type: "break"; readonly number: number; readonly isSet: boolean }
  /** All that the pipeline did is undone; or what was done from a vertex on, which then runs again. */
  | { readonly type: "undo"; readonly from: number | null; readonly by: string }
  /** The time that its graph allows the pipeline is over. */
  | { readonly type: "overdue" }
  | { readonly type: "cancelled"; readonly by: string };

export type Forbidden = { readonly kind: "forbidden"; readonly text: string };

/** What is to be written. `tracks` holds each changed row once, as it is to stand; `moves` the transitions. */
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
