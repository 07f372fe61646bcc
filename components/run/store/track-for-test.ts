import type { TrackView } from "#contract/pipelines/pipelines.ts";
import { STATE_WORDS } from "#engine/model/state-words.ts";

const TRACK: TrackView = {
  vertex: "A",
  number: 0,
  state: "waiting",
  word: "waiting",
  reason: null,
  rev: 1,
  attempt: 0,
  runner: null,
  exitCode: null,
  signal: null,
  inputs: null,
  outputs: null,
  readyAt: null,
  startedAt: null,
  finishedAt: null,
  decidedBy: null,
  decidedWhy: null,
  isKillAsked: false,
  isBreak: false,
  isStale: false,
  hadNoTime: false,
  isReaction: false,
  roundsDone: null,
  child: null,
  isChildElsewhere: false,
  dueAt: null,
  sleep: null,
  giveUpAt: null,
  prompt: null,
  callback: null,
  why: null,
  isPersonNeededBelow: false,
  queuedFor: null,
  override: null,
  failure: null,
  blame: null,
};

/** A track as the server shows it, for tests of components. */
export function trackForTest(given: Partial<TrackView>): TrackView {
  return { ...TRACK, word: STATE_WORDS[given.state ?? TRACK.state], ...given };
}
