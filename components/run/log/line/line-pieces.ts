import type { LogLook } from "#engine/log/look.ts";
import type { ShownSpan } from "#engine/log/shown-line.ts";
import type { TextRange } from "#engine/values/patterns/search-pattern.ts";

/** A part of a line that is drawn alike. */
export type LinePiece = {
  /** Where in the line it begins. */
  readonly at: number;
  readonly text: string;
  readonly look: LogLook;
  /** Whether it is what is searched for. */
  readonly isFound: boolean;
  /** Whether it is the mark of the line, which is drawn as something else. */
  readonly isMark: boolean;
};

/**
 * A line in pieces.
 *
 * @param found what is searched for, in order.
 * @param markEnd where the line's mark ends; 0 where it has none.
 */
export function linePieces(
  spans: readonly ShownSpan[],
  found: readonly TextRange[],
  markEnd: number,
): LinePiece[] {
  const cuts = [markEnd, ...found.flat()].sort((one, other) => one - other);
  const pieces: LinePiece[] = [];
  let at = 0;
  let cut = 0;
  let range = 0;
  for (const { text, look } of spans) {
    const end = at + text.length;
    let from = at;
    while (from < end) {
      while ((cuts[cut] ?? end) <= from && cut < cuts.length) cut += 1;
      const to = Math.min(end, cuts[cut] ?? end);
      while ((found[range]?.[1] ?? to) <= from && range < found.length) range += 1;
      const [first = Number.POSITIVE_INFINITY] = found[range] ?? [];
      pieces.push({
        at: from,
        text: text.slice(from - at, to - at),
        look,
        isFound: first <= from,
        isMark: from < markEnd,
      });
      from = to;
    }
    at = end;
  }
  return pieces;
}
