import { useEffect, useMemo, useState } from "react";
import type { LogLines } from "#engine/log/log-lines.ts";
import type { LogFold, LogMarks } from "#engine/log/marks/log-marks.ts";
import { FoldedRows } from "./folded-rows.ts";

/** What opens and closes the folds of a log. */
export type Folds = {
  readonly rows: FoldedRows;
  /** How many there are. */
  readonly count: number;
  /** The fold that a line names or is in; null where it is in none. */
  readonly foldOf: (line: number) => LogFold | null;
  readonly isOpen: (fold: LogFold) => boolean;
  readonly toggle: (fold: LogFold) => void;
  readonly setAll: (isOpen: boolean) => void;
  /** Opens the folds that hide any of these lines. */
  readonly reveal: (lines: { readonly from: number; readonly to: number }) => void;
};

/**
 * The folds of a log. One that has ended is closed, unless an error is in it, somebody opened it, or it was watched while it
 * was printed: nothing is taken away from who reads.
 *
 * @param linked the lines that the address named when the log was opened: no fold hides them.
 */
export function useFolds(
  log: LogLines,
  marks: LogMarks,
  version: number,
  linked: { readonly from: number; readonly to: number } | null = null,
): Folds {
  const [areOpen, setAreOpen] = useState(false);
  /** Those that are the other way round than the rest. */
  const [others, setOthers] = useState<ReadonlySet<number>>(new Set());
  const [watched, setWatched] = useState<ReadonlySet<number>>(new Set());
  const [isLinkShown, setIsLinkShown] = useState(true);
  const last = marks.folds.at(-1);
  const growing = last?.end === null ? last.start : null;
  useEffect(() => {
    if (growing !== null) setWatched((before) => new Set([...before, growing]));
  }, [growing]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines change in place; the version says when
  return useMemo(() => {
    const isOpen = (fold: LogFold) => {
      const isOpenFirst =
        areOpen ||
        fold.end === null ||
        fold.hasError ||
        watched.has(fold.start) ||
        (isLinkShown && linked !== null && hidesAny(fold, linked));
      return isOpenFirst !== others.has(fold.start);
    };
    const closed = marks.folds.flatMap((fold) => {
      const { start, end } = fold;
      return end === null || end === start || isOpen(fold) ? [] : [{ start, end }];
    });
    const toggle = ({ start }: LogFold) => {
      const next = new Set(others);
      if (!next.delete(start)) next.add(start);
      setOthers(next);
    };
    const foldOf = (line: number) => {
      const fold = foldBefore(marks.folds, line);
      return fold === null || (fold.end !== null && fold.end < line) ? null : fold;
    };
    return {
      rows: new FoldedRows(log.dropped + 1, log.lines.length, closed),
      count: marks.folds.length,
      foldOf,
      isOpen,
      toggle,
      setAll: (isAllOpen: boolean) => {
        setAreOpen(isAllOpen);
        setOthers(new Set());
        if (isAllOpen) return;
        setWatched(new Set());
        setIsLinkShown(false);
      },
      reveal: (lines) => {
        const hiding = marks.folds.filter((fold) => hidesAny(fold, lines) && !isOpen(fold));
        const next = new Set(others);
        for (const { start } of hiding) if (!next.delete(start)) next.add(start);
        if (hiding.length > 0) setOthers(next);
      },
    };
  }, [log, marks, version, areOpen, others, watched, linked, isLinkShown]);
}

/** Whether a fold hides any of these lines while it is closed: the line that names it is seen. */
function hidesAny(
  { start, end }: LogFold,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  return start < to && (end === null || end >= from);
}

/** The last fold that begins at or before a line. */
function foldBefore(folds: readonly LogFold[], line: number): LogFold | null {
  let low = 0;
  let high = folds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((folds[middle]?.start ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  return folds[low - 1] ?? null;
}
