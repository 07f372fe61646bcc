/** From one moment to a later one, in milliseconds since 1970. */
export type TimeRange = { readonly from: number; readonly to: number };

/** Nothing shorter is shown. */
export const MIN_SPAN_MS = 20;

/** A range of the same length, or the shortest or longest that there is, that lies within `bounds`. */
export function rangeWithin(bounds: TimeRange, { from, to }: TimeRange): TimeRange {
  const all = bounds.to - bounds.from;
  const span = Math.min(all, Math.max(MIN_SPAN_MS, to - from));
  const begin = Math.max(bounds.from, Math.min(bounds.to - span, from));
  return { from: begin, to: begin + span };
}

/**
 * A longer or shorter range.
 *
 * @param factor below 1 it shows more detail.
 * @param at the moment that stays where it is, if the bounds allow that.
 */
export function zoomedRange(bounds: TimeRange, range: TimeRange, factor: number, at: number): TimeRange {
  const span = Math.max(MIN_SPAN_MS, Math.min(bounds.to - bounds.from, (range.to - range.from) * factor));
  const share = (at - range.from) / (range.to - range.from);
  const from = at - share * span;
  return rangeWithin(bounds, { from, to: from + span });
}

/** The range further on by this share of its length; back if it is negative. */
export function movedRange(bounds: TimeRange, { from, to }: TimeRange, share: number): TimeRange {
  const by = (to - from) * share;
  return rangeWithin(bounds, { from: from + by, to: to + by });
}

/** From the launch to the last moment that is known or expected. It is never empty. */
export function wholeRange(from: number, ends: readonly number[]): TimeRange {
  let to = from + MIN_SPAN_MS;
  for (const end of ends) to = Math.max(to, end);
  return { from, to };
}

/** Longer than the range, but less than a quarter: the next of few lengths. A range that grows keeps its length for a while. */
export function roomyEnd({ from, to }: TimeRange): TimeRange {
  const span = to - from;
  const power = 2 ** Math.floor(Math.log2(span));
  const step = power / 4;
  return { from, to: from + (Math.floor(span / step) + 1) * step };
}
