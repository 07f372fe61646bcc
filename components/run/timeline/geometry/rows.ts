import type { TrackChange } from "#contract/pipelines/timeline.ts";
import type { TrackTimes } from "./critical-path.ts";
import { isWork, type Segment, segmentsOf } from "./segments.ts";

/** What the order of rows, the critical path and the forecast need of a track. Times in milliseconds since 1970. */
export type RowTimes = TrackTimes & {
  /** When it was first executed, or else when it was first ready; null before that. */
  readonly beganAt: number | null;
  /** When its newest attempt began. */
  readonly startedAt: number | null;
  readonly isEnded: boolean;
};

/** @param changes its own, in their order. */
export function rowTimes(changes: readonly TrackChange[], launchedAt: number, isChild: boolean): RowTimes {
  const segments = segmentsOf(changes, { from: launchedAt, now: 0, isChild });
  const last = segments.at(-1);
  const isOver = changes.length > 0 && last?.end !== null;
  const isRun = segments.some(({ kind }) => kind !== "waiting");
  const ready = segments.findLast(({ kind }) => kind === "waiting")?.to ?? launchedAt;
  const work = segments.filter(({ kind }) => isWork(kind));
  return {
    // A track that was only skipped or cancelled keeps nothing from ending.
    readyAt: isRun ? ready : null,
    endedAt: isRun && isOver ? (last?.to ?? null) : null,
    beganAt: (work[0] ?? segments.find(({ kind }) => kind !== "waiting"))?.from ?? null,
    startedAt: work.at(-1)?.from ?? null,
    isEnded: isOver,
  };
}

const NO_CHANGES: readonly TrackChange[] = [];

/**
 * Gives the times of all rows, and works out again only those of tracks that have changed: the list of a track stays the
 * same object until then.
 */
export function rowTimesReader(launchedAt: number) {
  const known = new WeakMap<readonly TrackChange[], RowTimes>();
  const timesOf = (changes: readonly TrackChange[], isChild: boolean): RowTimes => {
    const before = known.get(changes);
    if (before !== undefined) return before;
    const times = rowTimes(changes, launchedAt, isChild);
    known.set(changes, times);
    return times;
  };
  const unbegun = rowTimes(NO_CHANGES, launchedAt, false);
  return (
    vertices: readonly { readonly number: number; readonly isChild: boolean }[],
    byTrack: ReadonlyMap<number, readonly TrackChange[]>,
  ): RowTimes[] =>
    vertices.map(({ number, isChild }) => {
      const changes = byTrack.get(number);
      return changes === undefined ? unbegun : timesOf(changes, isChild);
    });
}

/** The numbers of the rows by the time when they began; those that have not begun last, in the graph's order. */
export function rowOrder(times: readonly Pick<RowTimes, "beganAt">[]): number[] {
  const key = (number: number) => times[number]?.beganAt ?? Number.MAX_SAFE_INTEGER;
  return times.map((_, number) => number).sort((one, other) => key(one) - key(other) || one - other);
}

/** How long a track was in each of these, in milliseconds, and how often it was tried. */
export type RowSums = {
  readonly waiting: number;
  readonly queued: number;
  readonly asked: number;
  readonly pause: number;
  readonly ran: number;
  readonly attempts: number;
};

export function rowSums(segments: readonly Segment[]): RowSums {
  const sums = { waiting: 0, queued: 0, asked: 0, pause: 0, ran: 0 };
  // One may have several segments: a child pipeline that goes on after its failure is the same attempt.
  const attempts = new Set<number>();
  for (const { kind, attempt, from, to } of segments) {
    const took = to - from;
    if (isWork(kind)) {
      sums.ran += took;
      attempts.add(attempt);
    } else if (kind === "queued" || kind === "asked") sums[kind] += took;
    else if (kind === "pause") sums.pause += took;
    else if (kind === "waiting" || kind === "sleeping") sums.waiting += took;
  }
  return { ...sums, attempts: attempts.size };
}
