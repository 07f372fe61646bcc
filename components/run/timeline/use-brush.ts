import { type PointerEvent, type RefObject, useRef, useState } from "react";

/** A drag that is shorter is a click. In pixels. */
const MIN_DRAG = 4;

/** A part of the axis in pixels from its left end. */
export type Brush = { readonly left: number; readonly right: number };

/**
 * Marks a part of the axis by dragging.
 *
 * @param plot its left and right end are those of the axis.
 * @param onBrush is told when the pointer is lifted.
 */
export function useBrush(plot: RefObject<HTMLElement | null>, onBrush: (brush: Brush) => void) {
  // The pointer may move and be lifted before the page is drawn again.
  const drag = useRef<{ readonly from: number; readonly to: number; readonly isOn: boolean } | null>(null);
  const [brush, setBrush] = useState<Brush | null>(null);
  const placeOf = ({ clientX }: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect();
    if (box === undefined) return null;
    const x = Math.max(0, Math.min(box.width, clientX - box.left));
    return { x, isIn: clientX >= box.left && clientX <= box.right };
  };
  const end = () => {
    drag.current = null;
    setBrush(null);
  };
  return {
    brush,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        const place = placeOf(event);
        // A finger scrolls.
        if (event.button !== 0 || event.pointerType === "touch" || place === null || !place.isIn) return;
        drag.current = { from: place.x, to: place.x, isOn: false };
      },
      onPointerMove: (event: PointerEvent) => {
        const place = placeOf(event);
        const now = drag.current;
        if (now === null || place === null) return;
        const isOn = now.isOn || Math.abs(place.x - now.from) >= MIN_DRAG;
        // From here on no row is clicked.
        if (isOn && !now.isOn) event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { from: now.from, to: place.x, isOn };
        if (isOn) setBrush(brushOf(drag.current));
      },
      onPointerUp: () => {
        const last = drag.current;
        end();
        if (last?.isOn) onBrush(brushOf(last));
      },
      onPointerCancel: end,
    },
  };
}

function brushOf({ from, to }: { readonly from: number; readonly to: number }): Brush {
  return { left: Math.min(from, to), right: Math.max(from, to) };
}
