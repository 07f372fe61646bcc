/**
 * The state machine of a track: its states and transitions. Everything else that knows a state is generated from it: the
 * predicates below, the column's enum and the CHECKs in drizzle/schema, the conditions in server/repos, and the
 * diagrams in ARCHITECTURE.md (`npx tsx server/tooling/gate/check-state-diagrams.ts --write`).
 */
type StateFacts = {
  /**
   * `waiting`: its in-edges are not decided. `ready`: its in-edges allow it to start, and it has not started.
   * `begun`: a runner may be executing it, so it keeps its slots. `ended`: only a retry, a rerun, a force or an undo changes it.
   */
  readonly phase: "waiting" | "ready" | "begun" | "ended";
  readonly meaning: string;
  /** A timer may end the state. */
  readonly hasTimer?: true;
  /** The state belongs to the undo of the track. */
  readonly isOfUndo?: true;
};

const STATES = {
  waiting: { phase: "waiting", meaning: "At least one in-edge is still open." },
  pending: { phase: "ready", meaning: "Ready; any runner that has its labels may claim it." },
  prompting: { phase: "ready", hasTimer: true, meaning: "A person is asked first. No runner is kept busy." },
  sleeping: {
    phase: "ready",
    hasTimer: true,
    meaning:
      "A timer, a callback, a child pipeline or a person at its breakpoint decides when it goes on. No runner is kept busy.",
  },
  running: {
    phase: "begun",
    meaning: "One attempt was committed with a token, and its runner has the lease.",
  },
  lost: {
    phase: "begun",
    meaning:
      "Its runner was lost, and nobody knows how far the script got. The same attempt may still report; else a rule or a person decides.",
  },
  succeeded: { phase: "ended", meaning: "Ended well." },
  failed: { phase: "ended", meaning: "Ended badly, with a reason." },
  cancelled: { phase: "ended", meaning: "Ended because a person cancelled, with a reason." },
  skipped: { phase: "ended", meaning: "Not run, or given up without a failure, with a reason." },
  reverting: {
    phase: "begun",
    isOfUndo: true,
    meaning: "Its undo script may be claimed, or runs; or its child pipelines are being undone.",
  },
  reverted: { phase: "ended", isOfUndo: true, meaning: "It is undone, or had nothing to undo." },
  revert_failed: { phase: "ended", isOfUndo: true, meaning: "Its undo failed, with a reason." },
  not_reverted: {
    phase: "ended",
    isOfUndo: true,
    meaning: "Its pipeline was undone, and it was not: it has no undo script.",
  },
} as const satisfies Readonly<Record<string, StateFacts>>;

export type TrackState = keyof typeof STATES;

export const TRACK_STATE_FACTS: Readonly<Record<TrackState, StateFacts>> = STATES;

/** Every state, in the order of the column's enum. */
export const TRACK_STATES = Object.keys(STATES) as [TrackState, ...TrackState[]];

function statesWhere(is: (facts: StateFacts) => boolean): readonly TrackState[] {
  return TRACK_STATES.filter((state) => is(TRACK_STATE_FACTS[state]));
}

/** The states that a timer may end. */
export const TIMED_TRACK_STATES = statesWhere(({ hasTimer }) => hasTimer === true);

/** True if the track has ended. `lost` has not ended: a late result, a rule or a person still decides. */
export function isEnded(state: TrackState): boolean {
  return TRACK_STATE_FACTS[state].phase === "ended";
}

/** True if the in-edges of the track allow it to start, and it has not started. */
export function isReady(state: TrackState): boolean {
  return TRACK_STATE_FACTS[state].phase === "ready";
}

/** True if a runner may be executing the track, so that it keeps the slots of its locks and limits. */
export function isBegun(state: TrackState): boolean {
  return TRACK_STATE_FACTS[state].phase === "begun";
}

/** True if the track is being undone, was undone, or could not be undone. */
export function isOfUndo(state: TrackState): boolean {
  return TRACK_STATE_FACTS[state].isOfUndo === true;
}

/** True if the track may be undone by its undo script, and no runner executes that yet. */
export function isUndoReady(track: {
  readonly state: TrackState;
  readonly sleep: Sleep | null;
  /** That of its attempt; null while no runner executes it. */
  readonly token: object | null;
}): boolean {
  return track.state === "reverting" && track.sleep === null && track.token === null;
}

/**
 * What a sleeping track waits for: its next attempt, its next poll, the end of a wait, the removal of its breakpoint,
 * the end of its child pipeline, a callback, (`undo`) a person who mends the undo of its child pipeline, the time of an
 * edge with `after`, or (`batch`) the end of the pause before its batch of items.
 */
export const SLEEPS = [
  "retry",
  "poll",
  "wait",
  "break",
  "child",
  "callback",
  "undo",
  "timer",
  "batch",
] as const;

export type Sleep = (typeof SLEEPS)[number];

/** One row of a table of transitions. */
export type Transition<State extends string> = {
  readonly from: State;
  readonly to: State;
  /** The cause in a few words: the label in the diagram. */
  readonly cause: string;
};

type Rows = readonly (readonly [from: TrackState, to: TrackState, cause: string])[];

/** Transitions that need no decision of a person. */
const RUN: Rows = [
  ["waiting", "pending", "its in-edges allow it"],
  ["waiting", "prompting", "ready, but an input has to be asked for"],
  ["waiting", "sleeping", "a wait, a child pipeline or a breakpoint"],
  ["waiting", "skipped", "no in-edge is live, or a failure stopped the pipeline"],
  ["waiting", "failed", "its inputs cannot be worked out"],
  ["pending", "running", "a runner claims it"],
  ["pending", "failed", "its script does not fit its values"],
  ["pending", "skipped", "the pipeline stopped before it started"],
  ["prompting", "pending", "answered"],
  ["prompting", "sleeping", "answered, and it waits or runs a child pipeline"],
  ["prompting", "succeeded", "approved"],
  ["prompting", "failed", "rejected, or nobody answered in time"],
  ["prompting", "skipped", "the pipeline stopped before it started"],
  ["sleeping", "pending", "its time has come"],
  ["sleeping", "sleeping", "another attempt of a child pipeline"],
  ["sleeping", "succeeded", "its wait is over, it was called, or its child pipeline succeeded"],
  ["sleeping", "failed", "called too late, or its child pipeline failed"],
  ["sleeping", "skipped", "the pipeline stopped, or it may be skipped when late"],
  ["running", "succeeded", "exit code 0 and valid outputs"],
  ["running", "failed", "any other end"],
  ["running", "skipped", "its time was over, and onTimeout is skip"],
  ["running", "sleeping", "before another attempt, poll or round"],
  ["running", "pending", "another attempt at once, or given back by its runner"],
  ["running", "lost", "its runner was lost, or was stopped and ended it"],
  ["lost", "pending", "onLost is retry"],
  ["lost", "succeeded", "its late result"],
  ["lost", "failed", "its late result"],
  ["lost", "skipped", "its late result, or onLost is retry and nothing may start any more"],
  ["lost", "sleeping", "its late result asks for another attempt later"],
];

/** Transitions that follow from a decision of a person. */
const DECISIONS: Rows = [
  ["waiting", "cancelled", "cancelled"],
  ["pending", "cancelled", "cancelled"],
  ["prompting", "cancelled", "cancelled"],
  ["sleeping", "cancelled", "cancelled"],
  ["running", "cancelled", "cancelled"],
  ["lost", "cancelled", "cancelled"],
  ["pending", "sleeping", "a breakpoint is set"],
  ["sleeping", "prompting", "its breakpoint is lifted"],
  ["pending", "waiting", "something before it runs again"],
  ["prompting", "waiting", "something before it runs again"],
  ["sleeping", "waiting", "something before it runs again"],
  ["succeeded", "waiting", "it, or something before it, is run again"],
  ["failed", "waiting", "retry"],
  ["cancelled", "waiting", "it, or something before it, is run again"],
  ["skipped", "waiting", "something before it runs again"],
  ["failed", "succeeded", "marked as succeeded"],
  ["failed", "skipped", "skipped by a person"],
];

/** Transitions of the undo of a pipeline. */
const UNDO: Rows = [
  ["succeeded", "reverting", "undo, with an undo script or child pipelines"],
  ["succeeded", "reverted", "undo, with nothing to undo"],
  ["succeeded", "not_reverted", "undo, without an undo script"],
  ["failed", "reverting", "undo, with revertFailed, rounds or child pipelines"],
  ["failed", "not_reverted", "undo, with rounds and without an undo script"],
  ["cancelled", "reverting", "undo, with rounds or child pipelines"],
  ["cancelled", "not_reverted", "undo, with rounds and without an undo script"],
  ["skipped", "reverting", "undo, with rounds or child pipelines"],
  ["skipped", "not_reverted", "undo, with rounds and without an undo script"],
  ["reverting", "reverting", "the round before it is undone next"],
  ["reverting", "reverted", "its undo script succeeded, or its child pipelines are undone"],
  ["reverting", "revert_failed", "its undo script failed, or its runner was lost"],
  ["reverting", "not_reverted", "something in its child pipelines has no undo script"],
  ["revert_failed", "reverting", "retry"],
  ["revert_failed", "reverted", "marked as undone"],
  ["not_reverted", "reverting", "its child pipeline was marked as undone"],
  ["not_reverted", "reverted", "marked as undone"],
  ["reverted", "waiting", "run again"],
  ["revert_failed", "waiting", "something before it is run again"],
  ["not_reverted", "waiting", "it, or something before it, is run again"],
];

function transitionsIn(rows: Rows): readonly Transition<TrackState>[] {
  return rows.map(([from, to, cause]) => ({ from, to, cause }));
}

/** Every transition that a track may make, grouped by diagram. */
export const TRACK_TRANSITIONS = {
  run: transitionsIn(RUN),
  decisions: transitionsIn(DECISIONS),
  undo: transitionsIn(UNDO),
} as const;

const ALLOWED: ReadonlySet<string> = new Set(
  Object.values(TRACK_TRANSITIONS)
    .flat()
    .map(({ from, to }) => `${from} ${to}`),
);

/** True if the state machine allows the transition. */
export function canMove(from: TrackState, to: TrackState): boolean {
  return ALLOWED.has(`${from} ${to}`);
}

/** The reason of a track that is skipped because the pipeline's time is over. */
export const NO_TIME = "not reached: the pipeline's time was over";

/** True if the track was skipped because the pipeline's time was over. It can be retried, as if it had failed. */
export function hadNoTime({ state, reason }: { state: TrackState; reason: string | null }): boolean {
  return state === "skipped" && reason === NO_TIME;
}
