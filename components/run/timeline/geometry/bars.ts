import { isWork, type Segment } from "./segments.ts";
import type { TimeRange } from "./time-range.ts";

/** Narrower bars cannot be told apart. In pixels. */
const MIN_WIDTH = 2;

/** A part of a row that is drawn. */
export type Bar = {
  readonly left: number;
  readonly width: number;
  /** The one that it shows; of several that are too short to be seen alone, the one that says most. */
  readonly segment: Segment;
  /** How many attempts it stands for. */
  readonly attempts: number;
};

/**
 * The bars of a row in pixels, from left to right. They do not overlap. However many segments there are, a row has at most
 * one bar for each two pixels, and one more.
 */
export function barsOf(segments: readonly Segment[], range: TimeRange, width: number): Bar[] {
  const bars: Bar[] = [];
  const scale = width / (range.to - range.from);
  const place = (time: number) => Math.max(0, Math.min(width, (time - range.from) * scale));
  let open: Bar | null = null;
  for (const segment of segments) {
    if (segment.to < range.from || segment.from > range.to || segment.kind === "ended") continue;
    const [left, right] = [place(segment.from), place(segment.to)];
    const attempts = Number(isWork(segment.kind));
    if (open !== null && open.width < MIN_WIDTH && left <= open.left + MIN_WIDTH) {
      const says: Segment = rankOf(segment) >= rankOf(open.segment) ? segment : open.segment;
      open = { left: open.left, width: right - open.left, segment: says, attempts: open.attempts + attempts };
    } else {
      if (open !== null) bars.push(open);
      open = { left, width: right - left, segment, attempts };
    }
  }
  if (open !== null) bars.push(open);
  return bars;
}

/** Of several in one place the one with the highest number is shown. */
function rankOf({ kind, end }: Segment): number {
  if (kind === "running" || kind === "child" || kind === "undo") return end === "failed" ? 3 : 2;
  return kind === "waiting" ? 0 : 1;
}
