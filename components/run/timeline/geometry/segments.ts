import type { TrackChange } from "#contract/pipelines/timeline.ts";
import { isEnded, type TrackState } from "#engine/model/track.ts";

/**
 * What a track did for a while. `pause`: before its next attempt, poll or round. `child`: its child pipeline ran. `sleeping`:
 * a timer, a call or a person was awaited. `ended`: between an end and the moment when it was run again.
 */
export type SegmentKind =
  | "waiting"
  | "queued"
  | "asked"
  | "running"
  | "pause"
  | "sleeping"
  | "child"
  | "undo"
  | "ended";

export type Segment = {
  readonly kind: SegmentKind;
  /** The attempt that it belongs to; 0 before the first. */
  readonly attempt: number;
  /** In milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** The state that followed; null while it lasts. */
  readonly end: TrackState | null;
};

type Life = {
  /** When its pipeline was launched. */
  readonly from: number;
  /** Until now, if the track has not ended. */
  readonly now: number;
  /** Its vertex runs as a child pipeline. */
  readonly isChild: boolean;
};

/**
 * The life of a track, without gaps and overlaps: from the launch to its last end, or until now. What a person decides about
 * it after its end makes it no longer. Remarks are none of it: they change neither the state nor the attempt.
 *
 * @param changes its own, in the order in which they happened.
 */
export function segmentsOf(changes: readonly TrackChange[], { from, now, isChild }: Life): Segment[] {
  const segments: Segment[] = [];
  let open: Pick<Segment, "kind" | "attempt" | "from"> = { kind: "waiting", attempt: 0, from };
  let last = from;
  let attempt = 0;
  for (const change of changes) {
    last = Math.max(last, change.at);
    const isNew = change.attempt !== attempt;
    attempt = change.attempt;
    if (change.from === change.to && !isNew) continue;
    const kind = kindAfter(change, isChild, isNew);
    if (kind === open.kind && (kind === "ended" || change.attempt === open.attempt)) continue;
    close(segments, { ...open, to: last, end: change.to });
    open = { kind, attempt: change.attempt, from: last };
  }
  if (open.kind !== "ended") close(segments, { ...open, to: Math.max(now, last), end: null });
  return segments;
}

/** An attempt is kept even if it took no time. */
function close(segments: Segment[], segment: Segment): void {
  if (segment.to > segment.from || isWork(segment.kind)) segments.push(segment);
}

/** True while the vertex itself was carried out. */
export function isWork(kind: SegmentKind): boolean {
  return kind === "running" || kind === "child" || kind === "undo";
}

/** @param isNew another attempt begins with it. */
function kindAfter({ from, to, attempt }: TrackChange, isChild: boolean, isNew: boolean): SegmentKind {
  if (isEnded(to)) return "ended";
  switch (to) {
    case "waiting":
      return "waiting";
    case "pending":
      return "queued";
    case "prompting":
      return "asked";
    case "reverting":
      // An undo script waits for a runner first; what is undone in child pipelines has no attempt of its own.
      return isChild || isNew ? "undo" : "queued";
    case "sleeping":
      // A stop at a breakpoint, and what else comes before the first child pipeline, has no attempt yet.
      if (isChild && attempt > 0) return "child";
      return from === "running" || from === "lost" ? "pause" : "sleeping";
    default:
      return "running";
  }
}
