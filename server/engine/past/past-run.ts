import type { PipelineState } from "../model/pipeline.ts";
import { isEnded, type TrackState } from "../model/track.ts";

/** An event of a pipeline, as far as its past is worked out from it. */
export type PastEvent = {
  readonly rev: number;
  readonly kind: "track" | "pipeline" | "refused";
  readonly vertex: string | null;
  readonly attempt: number | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
  /** Who did it. */
  readonly actor: string;
  readonly at: Date;
};

/** A track as it stood. */
export type PastTrack = {
  readonly state: TrackState;
  readonly attempt: number;
  readonly reason: string | null;
  /** The last rev that changed it; 0 where none had. */
  readonly rev: number;
  /** When it was allowed to start, when its newest attempt began and when it ended; null before that. */
  readonly readyAt: Date | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** It stops before it begins. */
  readonly isBreak: boolean;
  /** The child pipeline that it had launched for its attempt; null where it had none, or one of another folder. */
  readonly child: number | null;
};

/** A run as it stood right after one of its transactions. */
export type PastRun = {
  readonly state: PipelineState;
  readonly reason: string | null;
  readonly finishedAt: Date | null;
  /** Who had paused it, or a pipeline above it, and why; null where it was not paused. */
  readonly pause: { readonly by: string; readonly reason: string | null; readonly isAbove: boolean } | null;
  /** By the name of the vertex. Those of which nothing had happened are not in it: they wait. */
  readonly tracks: ReadonlyMap<string, PastTrack>;
};

/** A track of which nothing has happened. */
export const NOT_BEGUN: PastTrack = {
  state: "waiting",
  attempt: 0,
  reason: null,
  rev: 0,
  readyAt: null,
  startedAt: null,
  finishedAt: null,
  isBreak: false,
  child: null,
};

/** Remarks of tracks: what services write into events, and the past is read from. */
export const BREAK_SET = "breakpoint set";
export const BREAK_LIFTED = "breakpoint lifted";
/** The reason of a pause that follows one of a pipeline above. */
export const PAUSED_ABOVE = "with the pipeline above it";
const LAUNCHED = /^launched pipeline (\d+)$/;

/**
 * The run as it stood after the transaction `rev`. It follows from the events up to it and from nothing else.
 *
 * @param events all of them, or the first ones, in their order.
 */
export function pastRun(events: readonly PastEvent[], rev: number): PastRun {
  const tracks = new Map<string, PastTrack>();
  let pipeline: Pick<PastRun, "state" | "reason" | "finishedAt"> = {
    state: "running",
    reason: null,
    finishedAt: null,
  };
  let pauses = NO_PAUSES;
  for (const event of events) {
    if (event.rev > rev) break;
    if (event.kind === "pipeline" && (event.to === "paused" || event.to === "resumed"))
      pauses = afterPause(pauses, event);
    else if (event.kind === "pipeline" && event.to !== null && event.from !== event.to) {
      const state = event.to as PipelineState;
      const isOpen = state === "running" || state === "reverting";
      pipeline = { state, reason: event.reason, finishedAt: isOpen ? null : event.at };
    }
    if (event.kind === "track" && event.vertex !== null && event.to !== null)
      tracks.set(event.vertex, afterEvent(tracks.get(event.vertex) ?? NOT_BEGUN, event));
  }
  // What has ended is not paused any more.
  const pause = pipeline.finishedAt === null ? (pauses.own ?? pauses.above) : null;
  return { ...pipeline, pause, tracks };
}

type Pauses = { readonly own: PastRun["pause"]; readonly above: PastRun["pause"] };
const NO_PAUSES: Pauses = { own: null, above: null };

function afterPause(pauses: Pauses, { to, reason, actor }: PastEvent): Pauses {
  const isAbove = reason === PAUSED_ABOVE;
  const pause = to === "paused" ? { by: actor, reason, isAbove } : null;
  return isAbove ? { ...pauses, above: pause } : { ...pauses, own: pause };
}

function afterEvent(before: PastTrack, { rev, from, to, attempt: number, reason, at }: PastEvent): PastTrack {
  const state = to as TrackState;
  const attempt = number ?? before.attempt;
  // A remark, such as that its values were set.
  if (from === to && attempt === before.attempt) {
    const launched = LAUNCHED.exec(reason ?? "")?.[1];
    return {
      ...before,
      state,
      rev,
      isBreak: reason === BREAK_SET || (before.isBreak && reason !== BREAK_LIFTED),
      child: launched === undefined ? before.child : Number(launched),
    };
  }
  const isAgain = state === "waiting";
  const begins = state === "running" || state === "reverting";
  const isNew = attempt !== before.attempt || (begins && from !== "lost");
  return {
    state,
    attempt,
    reason,
    rev,
    readyAt: isAgain ? null : from === "waiting" ? at : before.readyAt,
    startedAt: isAgain || state === "pending" ? null : begins && isNew ? at : before.startedAt,
    finishedAt: isEnded(state) ? at : null,
    isBreak: before.isBreak,
    child: attempt === before.attempt ? before.child : null,
  };
}

/** One transaction of a run. Its events happened together: what stood between them never was. */
export type Instant<Event> = { readonly rev: number; readonly at: Date; readonly events: readonly Event[] };

/** The instants of a run, in their order. */
export function instantsOf<Event extends Pick<PastEvent, "rev" | "at">>(
  events: readonly Event[],
): Instant<Event>[] {
  const instants: { rev: number; at: Date; events: Event[] }[] = [];
  for (const event of events) {
    const last = instants.at(-1);
    if (last?.rev === event.rev) last.events.push(event);
    else instants.push({ rev: event.rev, at: event.at, events: [event] });
  }
  return instants;
}

/** The place of the instant that `rev` names: the last one that is not after it, or the first. Null where there is none. */
export function placeOfRev(instants: readonly { readonly rev: number }[], rev: number): number | null {
  return lastPlace(instants, (instant) => instant.rev <= rev);
}

/** The place of the instant at which a run stood at a moment: the last one that is not after it, or the first. */
export function placeOfTime(instants: readonly { readonly at: Date }[], time: number): number | null {
  return lastPlace(instants, ({ at }) => at.getTime() <= time);
}

/** The place of the last one that is up to something, or the first. Null where there is none. */
function lastPlace<Instant>(
  instants: readonly Instant[],
  isUpTo: (instant: Instant) => boolean,
): number | null {
  if (instants.length === 0) return null;
  let [low, high] = [0, instants.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const instant = instants[middle];
    if (instant !== undefined && isUpTo(instant)) low = middle;
    else high = middle - 1;
  }
  return low;
}
