import { useVirtualizer } from "@tanstack/react-virtual";
import Link from "next/link";
import { useRef } from "react";
import { LineText } from "../log/line/line-text.tsx";
import { lineTime } from "../log/line/line-time.ts";
import type { LineOfTrack } from "./all-lines.ts";
import styles from "./all-logs.module.css";

const ROW_HEIGHT = 20;
const OVERSCAN = 20;

/** Lines of several tracks: when, whose, and what. Only the rows that are seen are in the page. */
export function AllRows({ id, lines }: { id: number; lines: readonly LineOfTrack[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
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
              <Row id={id} found={found} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Row({ id, found: { vertex, attempt, line } }: { id: number; found: LineOfTrack }) {
  const { short, long, iso } = lineTime(line.at, false);
  const query = new URLSearchParams({ track: vertex, tab: "log", attempt: String(attempt) });
  return (
    <div className={styles.row} data-stream={line.stream}>
      <time className={styles.time} dateTime={iso} title={long}>
        {short}
      </time>
      <Link
        className={styles.track}
        href={`/pipelines/${id}?${query}#L${line.number}`}
        title={`${vertex}, attempt ${attempt}, line ${line.number}`}
        prefetch={false}
        tabIndex={-1}
      >
        {vertex}
      </Link>
      <span className={styles.text}>
        <LineText line={line} matcher={null} textAt={0} />
      </span>
    </div>
  );
}
