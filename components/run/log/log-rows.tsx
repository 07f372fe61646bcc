import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { LogLine, LogLines } from "#client/log/log-lines.ts";
import { areOnOtherDays } from "./line-time.ts";
import styles from "./log-panel.module.css";
import { LogRow } from "./log-row.tsx";
import { useLogSelection } from "./use-log-selection.ts";

/** The height of a row that does not wrap; measured rows replace it. */
const ROW_HEIGHT = 20;
const OVERSCAN = 20;
/** Nearer to the end than this counts as at the end. */
const AT_END = 24;

type Props = {
  label: string;
  lines: LogLines;
  version: number;
  isFollowing: boolean;
  /** The person scrolled up to read. */
  onLeave: () => void;
  /** A new object brings this line into the middle. */
  target: { readonly line: number } | null;
  hasTimes: boolean;
  found: string | null;
  addressOf: (line: number) => string;
  onLink: (line: number) => void;
};

/** Only the rows that are seen are in the page, and those in which a selection begins and ends. */
export function LogRows(props: Props) {
  const { label, lines, version, isFollowing, onLeave, target, hasTimes, found, addressOf, onLink } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const count = lines.lines.length;
  const { kept, selectAll } = useLogSelection(scroller, lines);
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    rangeExtractor: (range) => withKept(range, lines, kept),
  });
  const isSelecting = kept.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that lines came
  useEffect(() => {
    // What somebody selects must not move away.
    if (isFollowing && !isSelecting && count > 0) rows.scrollToIndex(count - 1, { align: "end" });
  }, [isFollowing, isSelecting, count, version, rows]);
  const place = target === null ? null : lines.placeOf(target.line);
  useEffect(() => {
    if (target !== null && place !== null) rows.scrollToIndex(place, { align: "center" });
  }, [target, place, rows]);
  const onWheel = ({ deltaY }: { deltaY: number }) => {
    if (isFollowing && deltaY < 0) onLeave();
  };
  const onScroll = () => {
    const box = scroller.current;
    // The keyboard and the scroll bar have no event of their own; their position tells.
    if (!isFollowing || box === null || rows.isScrolling === false) return;
    if (box.scrollHeight - box.scrollTop - box.clientHeight > box.clientHeight + AT_END) onLeave();
  };
  const hasDay = hasTimes && isLongerThanADay(lines.lines);
  return (
    <div
      ref={scroller}
      role="log"
      aria-label={label}
      aria-live="off"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
      className={styles.rows}
      onWheel={onWheel}
      onScroll={onScroll}
      onKeyDown={selectAll}
    >
      <div className={styles.all} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const line = lines.lines[item.index];
          return line === undefined ? null : (
            <div
              key={line.number}
              ref={rows.measureElement}
              data-index={item.index}
              className={styles.place}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <LogRow
                number={line.number}
                stream={line.stream}
                text={line.text}
                look={line.look}
                spans={line.spans}
                isTarget={target?.line === line.number}
                at={line.at}
                isRest={line.isRest}
                time={!hasTimes ? "hidden" : hasDay ? "with-day" : "of-day"}
                found={found}
                address={addressOf(line.number)}
                onLink={onLink}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The rows of the range, and those of the lines that stay, in order. */
function withKept(range: Range, log: LogLines, kept: readonly number[]): number[] {
  const places = kept.flatMap((line) => log.placeOf(line) ?? []);
  return [...new Set([...places, ...defaultRangeExtractor(range)])].sort((one, other) => one - other);
}

function isLongerThanADay(lines: readonly LogLine[]): boolean {
  const [first, last] = [lines.at(0), lines.at(-1)];
  return first !== undefined && last !== undefined && areOnOtherDays(first.at, last.at);
}
