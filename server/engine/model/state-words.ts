import type { PipelineState } from "../model/pipeline.ts";
import type { Sleep, TrackState } from "../model/track.ts";

/** The words for the states, as people read them everywhere: on pages, in events and on the command line. */
export const STATE_WORDS: Readonly<Record<TrackState | PipelineState, string>> = {
  waiting: "waiting",
  pending: "queued",
  prompting: "waiting for input",
  sleeping: "waiting",
  running: "running",
  lost: "lost",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
  skipped: "skipped",
  reverting: "rolling back",
  reverted: "rolled back",
  revert_failed: "rollback failed",
  not_reverted: "not rolled back",
};

/** The word for a state where several stand side by side, as in a filter or beside counts: no two states have the same. */
export function wordAmongStates(state: TrackState): string {
  return state === "waiting" ? "waiting for upstream" : STATE_WORDS[state];
}

/** What a track that sleeps waits for. */
const SLEEP_WORDS: Readonly<Record<Sleep, string>> = {
  retry: "retrying",
  poll: "waiting for its condition",
  wait: "waiting",
  break: "at its breakpoint",
  child: "running",
  callback: "waiting for a call",
  undo: "waiting for a person",
  timer: "waiting",
  batch: "waiting",
};

type WordedTrack = {
  readonly state: TrackState;
  readonly sleep: Sleep | null;
  /** It is decided by a person, without a script. */
  readonly isApproval: boolean;
  /** A failure before it kept it from being reached. */
  readonly isBlamed: boolean;
  /** The person who decided that it ended so. */
  readonly forcedBy: string | null;
  /** It sleeps until it has the locks for its child pipeline. */
  readonly isQueued: boolean;
};

/** The state of a track in one to four words, in lower case: "waiting for approval", "not run (upstream failed)", "skipped by ann". */
export function trackWord(track: WordedTrack): string {
  const { state, sleep, isApproval, isBlamed, forcedBy, isQueued } = track;
  if (state === "prompting" && isApproval) return "waiting for approval";
  if (state === "sleeping" && isQueued) return STATE_WORDS.pending;
  if (state === "sleeping" && sleep !== null) return SLEEP_WORDS[sleep];
  if (state === "skipped" && forcedBy !== null) return `skipped by ${forcedBy}`;
  if (state === "skipped" && isBlamed) return "not run (upstream failed)";
  return STATE_WORDS[state];
}

/** The word for a state of an event. Events are never changed, so a state that is not there any more is given as it is. */
export function wordOfState(state: string): string {
  return Object.hasOwn(STATE_WORDS, state) ? STATE_WORDS[state as TrackState] : state;
}

/** With a capital letter, as a label. */
export function asLabel(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
