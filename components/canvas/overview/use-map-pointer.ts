import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef } from "react";
import type { Box } from "../layout/frame-boxes.ts";

const JUMP_MS = 200;
/** A pointer that moves less than this clicks. */
const MIN_WAY = 4;
/** How far one step of a wheel zooms: as on the canvas. */
const WHEEL_STEPS: readonly number[] = [0.002, 0.05, 1];

type Grip = {
  readonly pointer: number;
  readonly at: readonly [x: number, y: number];
  readonly transform: readonly [x: number, y: number, zoom: number];
  /** How many units of the canvas a pixel of the overview is. */
  readonly scale: number;
  isMoved: boolean;
};

/** A click on the overview brings that place into the middle, dragging moves the view, and the wheel zooms. */
export function useMapPointer(map: RefObject<SVGSVGElement | null>, shown: Box) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const grip = useRef<Grip | null>(null);
  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    void flow.zoomTo(flow.getZoom() * 2 ** (-event.deltaY * (WHEEL_STEPS[event.deltaMode] ?? 1)));
  });
  useEffect(() => {
    const element = map.current;
    // React listens to the wheel in a way in which the browser scrolls all the same.
    const turn = (event: WheelEvent) => onWheel(event);
    element?.addEventListener("wheel", turn, { passive: false });
    return () => element?.removeEventListener("wheel", turn);
  }, [map]);
  return {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      const { width } = event.currentTarget.getBoundingClientRect();
      if (event.button !== 0 || width === 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      grip.current = {
        pointer: event.pointerId,
        at: [event.clientX, event.clientY],
        transform: store.getState().transform,
        scale: shown.width / width,
        isMoved: false,
      };
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      const from = grip.current;
      if (from === null || from.pointer !== event.pointerId) return;
      const [right, down] = [event.clientX - from.at[0], event.clientY - from.at[1]];
      if (!from.isMoved && Math.hypot(right, down) < MIN_WAY) return;
      from.isMoved = true;
      const [x, y, zoom] = from.transform;
      const by = from.scale * zoom;
      void flow.setViewport({ x: x - right * by, y: y - down * by, zoom });
    },
    onPointerUp: (event: PointerEvent<SVGSVGElement>) => {
      const from = grip.current;
      grip.current = null;
      if (from === null || from.isMoved) return;
      const box = event.currentTarget.getBoundingClientRect();
      const x = shown.x + (event.clientX - box.x) * from.scale;
      const y = shown.y + (event.clientY - box.y) * from.scale;
      void flow.setCenter(x, y, { zoom: flow.getZoom(), duration: JUMP_MS });
    },
    onPointerCancel: () => {
      grip.current = null;
    },
  };
}
