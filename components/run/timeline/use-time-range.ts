import { type RefObject, useEffect, useEffectEvent, useState } from "react";
import { movedRange, rangeWithin, type TimeRange, zoomedRange } from "./geometry/time-range.ts";

const NEARER = 0.5;
/** Of the range, for each turn of a wheel and each press of an arrow. */
const MOVE = 0.2;

/**
 * The part of a run that is shown: all of it, until somebody chooses. The wheel zooms with Ctrl, and moves sideways with
 * Shift.
 */
export function useTimeRange(
  all: TimeRange,
  plot: RefObject<HTMLElement | null>,
  area: RefObject<HTMLElement | null>,
) {
  const [chosen, setChosen] = useState<TimeRange | null>(null);
  const range = chosen === null ? all : rangeWithin(all, chosen);
  const show = (next: TimeRange) => {
    const isAll = next.to - next.from >= all.to - all.from;
    setChosen(isAll ? null : rangeWithin(all, next));
  };
  const zoom = (factor: number, at = (range.from + range.to) / 2) =>
    show(zoomedRange(all, range, factor, at));
  const onWheel = useEffectEvent((event: WheelEvent) => {
    const box = plot.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    const { deltaX, deltaY } = event;
    const isZoom = event.ctrlKey || event.metaKey;
    const along = event.shiftKey && deltaX === 0 ? deltaY : deltaX;
    if (!isZoom && Math.abs(along) <= (event.shiftKey ? 0 : Math.abs(deltaY))) return;
    event.preventDefault();
    const share = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
    if (isZoom) zoom(deltaY > 0 ? 1 / NEARER : NEARER, range.from + share * (range.to - range.from));
    else if (chosen !== null) show(movedRange(all, range, along / box.width));
  });
  useEffect(() => {
    const element = area.current;
    const listener = (event: WheelEvent) => onWheel(event);
    // Only so may it keep the browser from zooming the whole page.
    element?.addEventListener("wheel", listener, { passive: false });
    return () => element?.removeEventListener("wheel", listener);
  }, [area]);
  return {
    range,
    isAll: chosen === null,
    show,
    fit: () => setChosen(null),
    zoomIn: () => zoom(NEARER),
    zoomOut: () => zoom(1 / NEARER),
    back: () => show(movedRange(all, range, -MOVE)),
    on: () => show(movedRange(all, range, MOVE)),
  };
}
