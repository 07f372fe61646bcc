import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { LogLines } from "#client/log/log-lines.ts";
import styles from "./log-panel.module.css";
import { LogRow } from "./log-row.tsx";

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
  found: string | null;
  onLink: (line: number) => void;
};

/** Only the rows that are seen are in the page. */
export function LogRows({ label, lines, version, isFollowing, onLeave, target, found, onLink }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const count = lines.lines.length;
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that lines came
  useEffect(() => {
    if (isFollowing && count > 0) rows.scrollToIndex(count - 1, { align: "end" });
  }, [isFollowing, count, version, rows]);
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
                found={found}
                onLink={onLink}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
