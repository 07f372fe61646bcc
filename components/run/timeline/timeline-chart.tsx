import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { useWidth } from "#components/ui/use-width.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { neededPages } from "./below/shown-rows.ts";
import { ticksOf } from "./geometry/axis.ts";
import type { TrackHistory } from "./geometry/track-history.ts";
import { ShownRowView } from "./shown-row.tsx";
import styles from "./timeline.module.css";
import { TimelineAxis, TimelineGrid } from "./timeline-axis.tsx";
import { TimelineTools } from "./timeline-tools.tsx";
import { useBrush } from "./use-brush.ts";
import { useRowKeys } from "./use-row-keys.ts";
import { useRowsInPlace } from "./use-rows-in-place.ts";
import { useShownRows } from "./use-shown-rows.ts";
import { useTimeRange } from "./use-time-range.ts";
import { pathOf, useTimeline } from "./use-timeline.ts";

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

/** The rows of all tracks below an axis, and of what they launched. Only those that are seen are in the page. */
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
  const tree = useShownRows(vertices, held ?? order, held !== null);
  const shown = tree.rows;
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => area.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: AXIS_HEIGHT,
    scrollPaddingStart: AXIS_HEIGHT,
  });
  const items = virtual.getVirtualItems();
  // What is above an open row is not forgotten while its rows are scrolled through: they would close.
  const openRows = useMemo(() => shown.filter(({ opens }) => opens?.isOpen === true), [shown]);
  const needed = neededPages([...items.map(({ index }) => shown[index]), ...openRows]);
  const { need } = tree;
  useEffect(() => need(needed), [need, needed]);
  const chosenNumber = vertices.find(({ name }) => name === chosen)?.number ?? null;
  const rowId = (key: string) => `${id}-row-${key.replaceAll(" ", "-")}`;
  const keys = useRowKeys(shown, chosenNumber === null ? null : String(chosenNumber), {
    page: Math.max(1, Math.floor((area.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2),
    choose: (row) => {
      if (row === null) onChoose(null);
      else if (row.kind === "track") onChoose(vertices[row.number]?.name ?? null);
      else document.getElementById(rowId(row.key))?.querySelector("a")?.click();
    },
    toggle: tree.toggle,
    zoom,
  });
  useRowsInPlace({
    area,
    shown: tree.keys,
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
        <TimelineAxis {...{ ticks, leftOf, brush, plot, width }} />
        <div
          role="tree"
          aria-label="Tracks by start"
          tabIndex={0}
          className={styles.rows}
          data-parents={tree.hasParents || undefined}
          style={{ height: virtual.getTotalSize() }}
          aria-activedescendant={keys.active === null ? undefined : rowId(keys.active)}
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
          {items.map(({ index, start }) => {
            const row = shown[index];
            if (row === undefined) return null;
            const number = row.kind === "track" ? row.number : -1;
            return (
              <ShownRowView
                key={row.key}
                row={row}
                id={rowId(row.key)}
                top={start - AXIS_HEIGHT}
                vertex={vertices[number]}
                below={row.kind === "below" ? tree.below.get(row.child) : undefined}
                changes={history.byTrack.get(number)}
                times={{ launchedAt, now, range, width }}
                forecast={timeline.forecasts[number] ?? null}
                isCritical={critical.has(number)}
                isChosen={number >= 0 && number === chosenNumber}
                isActive={row.key === keys.active}
                onChoose={() => (row.kind === "track" ? keys.choose(row) : undefined)}
                onToggle={() => tree.toggle(row)}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}
