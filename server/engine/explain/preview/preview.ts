import { isChild } from "../../kinds/kinds.ts";
import { isReady } from "../../model/track.ts";
import { isFailureHandled } from "../../plan/failure-handling.ts";
import type { PipelineFacts, PipelineNow, TrackNow } from "../../plan/pipeline-now.ts";
import type { Plan } from "../../plan/plan.ts";
import { descendantsOf } from "../../plan/plan-reach.ts";
import { failedToRetry } from "../../transition/retry-failed.ts";
import { staleAfterRetry } from "../../transition/stale.ts";
import { heldBack, willStop } from "./held-back.ts";
import { undoNotReached } from "./not-reached.ts";
import {
  type FailedChild,
  type FailedChildren,
  NOTHING_FAILED,
  type PipelineAfter,
  PipelineCopy,
  type PreviewedAct,
  type UndoInside,
} from "./pipeline-copy.ts";

/** What an act does, as numbers of vertices in the plan's order. */
export type Preview = {
  /** Why it is refused; then nothing else is listed. */
  readonly refused: string | null;
  /** Why it is not worked out beforehand, though it may be possible; then nothing else is listed. */
  readonly notListed: string | null;
  /** They begin as soon as a runner is free, a time has come or somebody answers. */
  readonly begins: readonly number[];
  /** Of them, those that ran in a child pipeline before: they launch another one, in which all runs again. */
  readonly anew: readonly number[];
  /** The child pipelines in which only what failed runs again. */
  readonly inside: readonly PreviewInside[];
  /** They run if they are reached. */
  readonly follows: readonly number[];
  /** They have a breakpoint, and stop at it. */
  readonly stops: readonly number[];
  /** They do not begin before one of `stops` has ended. */
  readonly heldBack: readonly number[];
  /** Their script, their undo script, or their child pipelines, are ended. */
  readonly killed: readonly number[];
  /** They are not run: nothing reaches them any more. */
  readonly notRun: readonly number[];
  /** They fail at once: their values cannot be worked out. */
  readonly fails: readonly number[];
  /** Their undo scripts run, or their child pipelines are undone, in this order. */
  readonly undoes: readonly number[];
  /** They are among `undoes`, but something in their child pipelines has no undo script: that stays. */
  readonly partlyUndone: readonly number[];
  /** They have no undo script, and none in their child pipelines: what they did stays. */
  readonly notUndone: readonly number[];
  /** They have nothing to undo. */
  readonly nothingToUndo: readonly number[];
  /** They are not undone: the undo of something behind them failed. */
  readonly notReached: readonly number[];
  /** They have succeeded and do not run again: their outputs are used. */
  readonly reused: readonly number[];
  /** They have run, and are older than what they wait for once that has run again. */
  readonly stale: readonly number[];
  /** They still wait for the decision of a person. */
  readonly left: readonly number[];
  /** Null for an act that says nothing about the pipeline as a whole. */
  readonly pipeline: PipelineAfter | null;
};

/** What runs in the child pipeline of a track, again or for the first time, while what succeeded there does not run again. */
export type PreviewInside = {
  readonly number: number;
  readonly runs: readonly number[];
  readonly inside: readonly PreviewInside[];
};

/** Lists nothing. */
export const NOTHING: Preview = {
  refused: null,
  notListed: null,
  pipeline: null,
  begins: [],
  anew: [],
  inside: [],
  follows: [],
  stops: [],
  heldBack: [],
  killed: [],
  notRun: [],
  fails: [],
  undoes: [],
  partlyUndone: [],
  notUndone: [],
  nothingToUndo: [],
  notReached: [],
  reused: [],
  stale: [],
  left: [],
};

/** The time of these acts grows with the square of the tracks, and a preview is worked out in one go. */
const MAX_FOLLOWED = 1_000;

/** Why nothing is listed of an act beforehand, as a sentence; null where something is. The act itself may be possible. */
export function whyNoPreview(tracks: number, { type }: PreviewedAct): string | null {
  return type === "undo" || type === "retry-failed" ? whyTooMany(tracks) : null;
}

function whyTooMany(tracks: number): string | null {
  if (tracks <= MAX_FOLLOWED) return null;
  return `What will happen is not listed: the pipeline has ${tracks} tracks, more than ${MAX_FOLLOWED}. It can be done all the same.`;
}

/**
 * What follows if a person does this now: the act is decided about a copy of the pipeline, as it is decided about the
 * pipeline itself. An undo is followed to its end, as if each undo script succeeded.
 *
 * @param tracks every track of the pipeline.
 * @param insides how the undo of child pipelines ends, by track; what is left out is undone as a whole.
 * @param children of failed tracks; what failed in one that is left out is not retried by itself.
 * @param isClaimed whether a runner has claimed a track, or its undo; asked of one that is being undone.
 */
export function previewOf(
  plan: Plan,
  pipeline: PipelineNow,
  tracks: ReadonlyMap<number, TrackNow>,
  act: PreviewedAct,
  facts?: PipelineFacts,
  isClaimed: (number: number) => boolean = () => false,
  insides: ReadonlyMap<number, UndoInside> = new Map(),
  children: FailedChildren = new Map(),
): Preview {
  const why = whyNoPreview(tracks.size, act);
  const copy = new PipelineCopy(plan, pipeline, tracks, facts, children);
  if (why !== null) {
    const isIdle = act.type === "retry-failed" && failedToRetry(plan, copy.track).next().done === true;
    return isIdle ? { ...NOTHING, refused: NOTHING_FAILED } : { ...NOTHING, notListed: why };
  }
  const { refused, retried } = copy.act(act);
  if (refused !== null) return { ...NOTHING, refused };
  // A failure may have begun an undo, which takes as long to follow.
  const whyNot = copy.after.after === "reverting" ? whyTooMany(tracks.size) : null;
  if (whyNot !== null) return { ...NOTHING, notListed: whyNot };
  const undoes = copy.undoAll(insides);
  const all = [...copy.tracks.values()].sort((one, other) => one.number - other.number);
  const where = (is: (track: TrackNow) => boolean) => all.filter(is).map(({ number }) => number);
  const isMoved = ({ number }: TrackNow) => copy.moved.has(number);
  const isActedOn = ({ number }: TrackNow) => "number" in act && act.number === number;
  const isHold = act.type === "break" && act.isSet;
  const stops = where((track) =>
    isHold ? isActedOn(track) && willStop(track) : isMoved(track) && isStopped(track),
  );
  const stale = new Set(retried.flatMap((number) => staleAfterRetry(plan, number, copy.track)));
  const behind = new Set("number" in act && !isHold ? descendantsOf(plan, act.number) : []);
  const isOther = (track: TrackNow) => isMoved(track) && !(act.type === "forced" && isActedOn(track));
  const begins = where(
    (track) => isMoved(track) && isReady(track.state) && !isLater(track) && !isStopped(track),
  );
  const isFollowed = tracks.size + tracksIn(children) <= MAX_FOLLOWED;
  return {
    refused: null,
    notListed: null,
    begins,
    anew: RUNS_AGAIN.has(act.type)
      ? begins.filter((number) => isRunInChildAgain(plan, tracks, number) && !copy.inside.has(number))
      : [],
    inside: [...copy.inside].map(([number, child]) => insideOf(number, child, isFollowed)),
    follows: where((track) => isLater(track) && (isMoved(track) || behind.has(track.number))),
    stops,
    heldBack: isHold ? heldBack(plan, stops, copy.track) : [],
    killed: act.type === "forced" && isExecuted(tracks.get(act.number), isClaimed) ? [act.number] : [],
    notRun: where((track) => isOther(track) && track.state === "skipped"),
    fails: where((track) => isOther(track) && track.state === "failed"),
    undoes,
    partlyUndone: where(({ number, state }) => state === "not_reverted" && undoes.includes(number)),
    notUndone: where(
      (track) => isMoved(track) && track.state === "not_reverted" && !undoes.includes(track.number),
    ),
    nothingToUndo: where(
      (track) => isMoved(track) && track.state === "reverted" && !undoes.includes(track.number),
    ),
    notReached: undoNotReached(plan, copy, act.type === "undo" ? act.from : pipeline.undoFrom),
    reused: RUNS_AGAIN.has(act.type) ? where((track) => track.state === "succeeded" && !isMoved(track)) : [],
    stale: where(({ number }) => stale.has(number)),
    left:
      act.type === "break"
        ? []
        : where(
            (track) =>
              track.state === "lost" ||
              needsDecision(plan, track) ||
              (track.state === "revert_failed" && insides.get(track.number)?.to === "revert_failed"),
          ),
    pipeline: act.type === "break" ? null : copy.after,
  };
}

/** True if it ran in a child pipeline before. One that sleeps only goes on. */
function isRunInChildAgain(
  { vertices }: Plan,
  tracks: ReadonlyMap<number, TrackNow>,
  number: number,
): boolean {
  const vertex = vertices[number];
  return vertex !== undefined && isChild(vertex) && (tracks.get(number)?.attempt ?? 0) > 0;
}

function tracksIn(children: FailedChildren): number {
  let count = 0;
  for (const child of children.values()) count += child.tracks.size + tracksIn(child.children);
  return count;
}

/** @param isFollowed whether it is worked out what else begins; otherwise only what failed is listed. */
function insideOf(number: number, child: FailedChild, isFollowed: boolean): PreviewInside {
  const { plan, pipeline, tracks, facts, children } = child;
  const act = { type: "retry-failed" } as const;
  const runs = isFollowed
    ? previewOf(plan, pipeline, tracks, act, facts, undefined, undefined, children)
    : null;
  return {
    number,
    runs:
      runs === null
        ? [...failedToRetry(plan, (each) => trackIn(child, each))]
        : [...runs.begins, ...runs.stops, ...runs.follows].sort((one, other) => one - other),
    inside: runs?.inside ?? [],
  };
}

function trackIn({ tracks }: FailedChild, number: number): TrackNow {
  const track = tracks.get(number);
  if (track === undefined) throw new RangeError(`There is no track ${number}.`);
  return track;
}

/** What succeeded is used again after these acts. */
const RUNS_AGAIN: ReadonlySet<PreviewedAct["type"]> = new Set([
  "retry-failed",
  "retry-inside",
  "retried",
  "rerun",
]);

function isLater({ state, sleep }: TrackNow): boolean {
  return state === "waiting" || (state === "sleeping" && (sleep === "timer" || sleep === "batch"));
}

function isStopped({ state, sleep }: TrackNow): boolean {
  return state === "sleeping" && sleep === "break";
}

/** True if a script of the track, its undo script or a child pipeline may run now. */
function isExecuted(track: TrackNow | undefined, isClaimed: (number: number) => boolean): boolean {
  if (track === undefined) return false;
  // An undo that waits for a runner has the same state.
  if (track.state === "reverting" && track.sleep === null) return isClaimed(track.number);
  return track.state === "running" || track.sleep === "child";
}

function needsDecision(plan: Plan, track: TrackNow): boolean {
  const vertex = plan.vertices[track.number];
  return track.state === "failed" && vertex !== undefined && !isFailureHandled(vertex, track);
}
