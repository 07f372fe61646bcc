import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { Link } from "#components/ui/buttons/link.tsx";
import type { LogLine } from "#engine/log/log-lines.ts";
import type { LogMatcher } from "#engine/log/log-matcher.ts";
import { LineText } from "../log/line/line-text.tsx";
import { lineTime } from "../log/line/line-time.ts";
import { addressOfLine } from "./address-of-line.ts";
import type { LineOfTrack } from "./all-lines.ts";
import styles from "./all-logs.module.css";

const ROW_HEIGHT = 20;
const OVERSCAN = 20;

type Props = {
  /** There may be names of several levels. */
  isWithChildren: boolean;
  lines: readonly LineOfTrack[];
  /** A line is left for its own log. */
  onLeave: (line: LineOfTrack) => void;
  /** What is searched for, to be marked. */
  matcher: LogMatcher | null;
  /** A new object brings this line into the middle. */
  target: LineTarget | null;
};

/** The line that was gone to. */
export type LineTarget = { readonly line: LogLine };

/** Lines of several tracks: when, whose, and what. Only the rows that are seen are in the page. */
export function AllRows({ isWithChildren, lines, onLeave, matcher, target }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new target only
  useEffect(() => {
    const row = target === null ? -1 : lines.findIndex(({ line }) => line === target.line);
    if (row !== -1) rows.scrollToIndex(row, { align: "center" });
  }, [target, rows]);
  return (
    <div
      ref={scroller}
      role="log"
      aria-label="All logs"
      aria-live="off"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
      className={styles.rows}
    >
      <div className={styles.all} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const found = lines[item.index];
          return found === undefined ? null : (
            <div
              key={item.index}
              ref={rows.measureElement}
              data-index={item.index}
              className={styles.place}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Row
                isBelow={isWithChildren}
                found={found}
                onLeave={onLeave}
                matcher={matcher}
                isTarget={target?.line === found.line}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

type RowProps = Pick<Props, "onLeave" | "matcher"> & {
  isBelow: boolean;
  found: LineOfTrack;
  isTarget: boolean;
};

function Row({ isBelow, found, onLeave, matcher, isTarget }: RowProps) {
  const { name, attempt, line } = found;
  const { short, long, iso } = lineTime(line.at, false);
  return (
    <div
      className={styles.row}
      data-stream={line.stream}
      data-below={isBelow || undefined}
      data-target={isTarget || undefined}
    >
      <time className={styles.time} dateTime={iso} title={long}>
        {short}
      </time>
      <Link
        className={styles.track}
        href={addressOfLine(found, line.number)}
        title={`${name}, attempt ${attempt}, line ${line.number}`}
        tabIndex={-1}
        onClick={() => onLeave(found)}
      >
        {name}
      </Link>
      <span className={styles.text}>
        <LineText line={line} matcher={matcher} textAt={0} />
      </span>
    </div>
  );
}
