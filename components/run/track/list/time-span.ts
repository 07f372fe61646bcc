import type { TrackView } from "#contract/pipelines/pipelines.ts";

/** A part of time, in milliseconds since 1970. */
export type TimeSpan = { readonly from: number; readonly length: number };

/** From the first track that was ready to the last that moved. */
export function spanOf(tracks: Iterable<Pick<TrackView, "readyAt" | "startedAt" | "finishedAt">>): TimeSpan {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { readyAt, startedAt, finishedAt } of tracks) {
    const first = readyAt ?? startedAt ?? finishedAt;
    const last = finishedAt ?? startedAt ?? readyAt;
    if (first === null || last === null) continue;
    from = Math.min(from, first.getTime(), startedAt?.getTime() ?? first.getTime());
    to = Math.max(to, last.getTime());
  }
  return to < from ? { from: 0, length: 1 } : { from, length: Math.max(1, to - from) };
}
