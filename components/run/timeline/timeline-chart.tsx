import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { useWidth } from "#components/ui/use-width.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { ticksOf } from "./geometry/axis.ts";
import type { TrackHistory } from "./geometry/track-history.ts";
import styles from "./timeline.module.css";
import { TimelineAxis, TimelineGrid } from "./timeline-axis.tsx";
import { TimelineRow } from "./timeline-row.tsx";
import { TimelineTools } from "./timeline-tools.tsx";
import { useBrush } from "./use-brush.ts";
import { useRowKeys } from "./use-row-keys.ts";
import { useRowsInPlace } from "./use-rows-in-place.ts";
import { useTimeRange } from "./use-time-range.ts";
import { useTimeline } from "./use-timeline.ts";

const ROW_HEIGHT = 28;
const AXIS_HEIGHT = 28;
const OVERSCAN = 8;
/** Between two ticks of the axis, in pixels. */
const TICK_GAP = 90;

export type TimelineProps = {
  id: number;
  file: GraphFile;
  chosen: string | null;
  onChoose: (vertex: string | null) => void;
};

/** The rows of all tracks below an axis. Only those that are seen are in the page. */
export function TimelineChart({
  id,
  file,
  history,
  chosen,
  onChoose,
}: TimelineProps & { history: TrackHistory }) {
  const timeline = useTimeline(id, file, history);
  const { vertices, order, path, all, now, launchedAt } = timeline;
  const area = useRef<HTMLDivElement>(null);
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot);
  const zoom = useTimeRange(all, plot, area);
  const { range } = zoom;
  const timeAt = (x: number) => range.from + (x / Math.max(1, width)) * (range.to - range.from);
  const { brush, handlers } = useBrush(plot, ({ left, right }) =>
    zoom.show({ from: timeAt(left), to: timeAt(right) }),
  );
  // No row moves while somebody points at the rows.
  const [held, setHeld] = useState<readonly number[] | null>(null);
  const shown = held ?? order;
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => area.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: AXIS_HEIGHT,
    scrollPaddingStart: AXIS_HEIGHT,
  });
  const chosenNumber = vertices.find(({ name }) => name === chosen)?.number ?? null;
  const keys = useRowKeys(shown, chosenNumber, {
    page: Math.max(1, Math.floor((area.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2),
    choose: (number) => onChoose(number === null ? null : (vertices[number]?.name ?? null)),
    zoom,
  });
  useRowsInPlace({
    area,
    shown,
    active: keys.active,
    rowHeight: ROW_HEIGHT,
    axisHeight: AXIS_HEIGHT,
    scrollTo: (place) => virtual.scrollToIndex(place),
  });
  const critical = new Set(path);
  const ticks = ticksOf(range, launchedAt, Math.max(3, Math.floor(width / TICK_GAP)));
  const leftOf = (time: number) => ((time - range.from) / (range.to - range.from)) * width;
  return (
    <>
      <TimelineTools zoom={zoom} path={pathOf(timeline)} runs={timeline.runs} />
      <div ref={area} className={styles.area} {...handlers}>
        <TimelineAxis ticks={ticks} leftOf={leftOf} brush={brush} plot={plot} />
        <div
          role="listbox"
          aria-label="Tracks by start"
          tabIndex={0}
          className={styles.rows}
          style={{ height: virtual.getTotalSize() }}
          aria-activedescendant={keys.active === null ? undefined : `${id}-row-${keys.active}`}
          onKeyDown={keys.onKeyDown}
          onPointerEnter={() => setHeld(order)}
          onPointerLeave={() => setHeld(null)}
        >
          <TimelineGrid
            ticks={ticks}
            leftOf={leftOf}
            brush={brush}
            now={!timeline.isOver && now >= range.from && now <= range.to ? now : null}
          />
          {virtual.getVirtualItems().map((item) => {
            const vertex = vertices[shown[item.index] ?? -1];
            return vertex === undefined ? null : (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
              <div
                key={vertex.number}
                id={`${id}-row-${vertex.number}`}
                role="option"
                tabIndex={-1}
                aria-selected={vertex.number === chosenNumber}
                aria-posinset={item.index + 1}
                aria-setsize={shown.length}
                data-active={vertex.number === keys.active || undefined}
                className={styles.row}
                style={{ transform: `translateY(${item.start - AXIS_HEIGHT}px)` }}
                onClick={() => keys.choose(vertex.number)}
              >
                <TimelineRow
                  vertex={vertex}
                  changes={history.byTrack.get(vertex.number)}
                  launchedAt={launchedAt}
                  now={now}
                  range={range}
                  width={width}
                  forecast={timeline.forecasts[vertex.number] ?? null}
                  isCritical={critical.has(vertex.number)}
                />
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}

/** How many tracks the critical path has, and how long it is. */
function pathOf({
  path,
  times,
  launchedAt,
}: Pick<ReturnType<typeof useTimeline>, "path" | "times" | "launchedAt">) {
  const end = times[path.at(-1) ?? -1]?.endedAt ?? launchedAt;
  const begin = times[path[0] ?? -1]?.readyAt ?? launchedAt;
  return { count: path.length, ms: end - begin };
}
