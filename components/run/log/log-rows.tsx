import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { JUMP_TARGET } from "#components/ui/keys/use-jump-focus.ts";
import type { LogLine, LogLines } from "#engine/log/log-lines.ts";
import type { LogMatcher } from "#engine/log/log-matcher.ts";
import { useLogSelection } from "./copy/use-log-selection.ts";
import type { FoldedRows } from "./folds/folded-rows.ts";
import type { Folds } from "./folds/use-folds.ts";
import { areOnOtherDays } from "./line/line-time.ts";
import type { LineRange } from "./line-address.ts";
import styles from "./log-panel.module.css";
import { LogRow } from "./log-row.tsx";
import { useFollowing } from "./scroll/use-following.ts";
import { useKeptPlace } from "./scroll/use-kept-place.ts";

/** The height of a row that does not wrap; measured rows replace it. */
const ROW_HEIGHT = 20;
const OVERSCAN = 20;

type Props = {
  label: string;
  lines: LogLines;
  version: number;
  folds: Folds;
  /** The numbers of the lines that say what went wrong. */
  errors: readonly number[];
  isFollowing: boolean;
  /** The person scrolled up to read, or down to the end. */
  onFollow: (isFollowing: boolean) => void;
  /** A new object brings these lines into the middle. */
  target: LineRange | null;
  hasTimes: boolean;
  isWrapped: boolean;
  matcher: LogMatcher | null;
  addressOf: (line: number) => string;
  onLink: (line: number, isRange: boolean) => void;
};

/** Only the rows that are seen are in the page, and those in which a selection begins and ends. */
export function LogRows(props: Props) {
  const { label, lines, version, folds, errors, isFollowing, onFollow, target, hasTimes } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const shown = folds.rows;
  const { count } = shown;
  const { kept, selectAll } = useLogSelection(scroller, lines);
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: useCallback((row: number) => shown.lineAt(row), [shown]),
    overscan: OVERSCAN,
    rangeExtractor: (range) => withKept(range, shown, kept),
  });
  const isSelecting = kept.length > 0;
  const follow = useFollowing(scroller, isFollowing, onFollow);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that lines came
  useEffect(() => {
    // What somebody selects must not move away.
    if (!isFollowing || isSelecting || count === 0) return;
    follow.moved();
    rows.scrollToIndex(count - 1, { align: "end" });
  }, [isFollowing, isSelecting, count, version, rows]);
  const place = target === null ? null : shown.rowOf(target.from);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new target only
  useEffect(() => {
    if (target === null || place === null) return;
    follow.moved();
    rows.scrollToIndex(place, { align: "center" });
  }, [target, place === null, rows]);
  useKeptPlace(lines, shown, rows, isFollowing, () => (follow.isByReader() ? null : (target?.from ?? null)));
  const hasDay = hasTimes && isLongerThanADay(lines.lines);
  const wrong = useMemo(() => new Set(errors), [errors]);
  const onFold = (line: number) => {
    const fold = folds.foldOf(line);
    if (fold !== null) folds.toggle(fold);
  };
  return (
    <div
      ref={scroller}
      role="log"
      aria-label={label}
      aria-live="off"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
      {...{ [JUMP_TARGET]: "log" }}
      className={styles.rows}
      data-wrapped={props.isWrapped || undefined}
      {...follow.handlers}
      onKeyDown={(event) => {
        follow.handlers.onKeyDown();
        selectAll(event);
      }}
    >
      <div className={styles.all} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const line = lines.lines[shown.lineAt(item.index) - lines.dropped - 1];
          if (line === undefined) return null;
          const { number } = line;
          const fold = folds.foldOf(number);
          const isNamed = fold?.start === number;
          return (
            <div
              key={number}
              ref={rows.measureElement}
              data-index={item.index}
              className={styles.place}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <LogRow
                number={number}
                stream={line.stream}
                text={line.text}
                look={line.look}
                spans={line.spans}
                isTarget={target !== null && number >= target.from && number <= target.to}
                isError={wrong.has(number)}
                at={line.at}
                isRest={line.isRest}
                time={!hasTimes ? "hidden" : hasDay ? "with-day" : "of-day"}
                matcher={props.matcher}
                fold={isNamed ? { isOpen: folds.isOpen(fold), lines: linesIn(fold, lines) } : null}
                isInFold={fold !== null && !isNamed}
                onFold={onFold}
                address={props.addressOf(number)}
                onLink={props.onLink}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function linesIn({ start, end }: { start: number; end: number | null }, lines: LogLines): number {
  return (end ?? lines.dropped + lines.lines.length) - start;
}

/** The rows of the range, and those of the lines that stay, in order. */
function withKept(range: Range, shown: FoldedRows, kept: readonly number[]): number[] {
  const places = kept.flatMap((line) => shown.rowOf(line) ?? []);
  return [...new Set([...places, ...defaultRangeExtractor(range)])].sort((one, other) => one - other);
}

function isLongerThanADay(lines: readonly LogLine[]): boolean {
  const [first, last] = [lines.at(0), lines.at(-1)];
  return first !== undefined && last !== undefined && areOnOtherDays(first.at, last.at);
}
