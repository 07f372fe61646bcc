import type { RefObject } from "react";
import type { Tick } from "./geometry/axis.ts";
import styles from "./timeline.module.css";
import type { Brush } from "./use-brush.ts";

type Props = {
  ticks: readonly Tick[];
  /** The place of a moment, in pixels from the left end of the axis. */
  leftOf: (time: number) => number;
  brush: Brush | null;
};

/** In pixels: how wide the characters of a time are on average, rounded up, and what is before and behind them. */
const CHARACTER_WIDTH = 6;
const TICK_PADDING = 6;

/** The times above the rows. It stays where it is while the rows are scrolled. */
export function TimelineAxis({
  ticks,
  leftOf,
  brush,
  plot,
  width,
}: Props & { plot: RefObject<HTMLDivElement | null>; width: number }) {
  return (
    <div className={styles.axis} aria-hidden>
      <div ref={plot} className={styles.axisPlot} title="Drag to show a part">
        {ticks.map(({ at, text }) => (
          <span
            key={at}
            className={styles.tick}
            style={{ left: leftOf(at) }}
            // Half of a time would be another time.
            data-cut={leftOf(at) + text.length * CHARACTER_WIDTH + TICK_PADDING > width || undefined}
          >
            <span>{text}</span>
          </span>
        ))}
        <BrushArea brush={brush} />
      </div>
    </div>
  );
}

/** The lines of the axis behind the rows. @param now null where nothing goes on, or it is not shown. */
export function TimelineGrid({ ticks, leftOf, brush, now }: Props & { now: number | null }) {
  return (
    <div className={styles.grid} role="presentation">
      {ticks.map(({ at }) => (
        <span key={at} className={styles.line} style={{ left: leftOf(at) }} />
      ))}
      {now !== null && <span className={styles.now} style={{ left: leftOf(now) }} />}
      <BrushArea brush={brush} />
    </div>
  );
}

function BrushArea({ brush }: { brush: Brush | null }) {
  if (brush === null) return null;
  return <span className={styles.brush} style={{ left: brush.left, width: brush.right - brush.left }} />;
}
