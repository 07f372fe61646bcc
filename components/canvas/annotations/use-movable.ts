import { useStoreApi } from "@xyflow/react";
import { type KeyboardEvent, type PointerEvent, useEffect, useEffectEvent, useRef } from "react";
import type { Point } from "#components/draft/edits/edit.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { GRID } from "../layout/card-size.ts";

/** How frames and notes are moved. `by` is the way from where it began, in pixels of the canvas. */
export type Moving = {
  readonly onMove: (id: string, by: Point) => void;
  /** The movement ends there; null: it is given up. */
  readonly onEnd: (id: string, by: Point | null) => void;
  /** One step of an arrow key. */
  readonly onStep: (id: string, by: Point) => void;
};

/** A pointer that moves less than this clicks. */
const MIN_WAY = 4;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -GRID, y: 0 },
  ArrowRight: { x: GRID, y: 0 },
  ArrowUp: { x: 0, y: -GRID },
  ArrowDown: { x: 0, y: GRID },
};

/** What an element needs that is dragged with the pointer, and moved by the arrow keys while it has the focus. */
export function useMovable(id: string, moving: Moving | null) {
  const store = useStoreApi();
  const begun = useRef<{ readonly pointer: number; readonly at: Point; isMoved: boolean } | null>(null);
  const wayOf = ({ clientX, clientY }: PointerEvent, from: Point): Point => {
    const [, , zoom] = store.getState().transform;
    const onGrid = (way: number) => Math.round(way / zoom / GRID) * GRID;
    return { x: onGrid(clientX - from.x), y: onGrid(clientY - from.y) };
  };
  const giveUp = useEffectEvent(() => {
    if (begun.current?.isMoved === true) moving?.onEnd(id, null);
    begun.current = null;
  });
  // It may go away under the pointer: then no end of the movement is ever heard.
  useEffect(() => () => giveUp(), []);
  if (moving === null) return {};
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || (event.target instanceof Element && event.target.closest("a") !== null))
        return;
      // What is moved fast is left behind by the pointer before it is told of the first step.
      event.currentTarget.setPointerCapture(event.pointerId);
      begun.current = {
        pointer: event.pointerId,
        at: { x: event.clientX, y: event.clientY },
        isMoved: false,
      };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const from = begun.current;
      if (from === null || from.pointer !== event.pointerId) return;
      const isFar = Math.hypot(event.clientX - from.at.x, event.clientY - from.at.y) >= MIN_WAY;
      if (!from.isMoved && !isFar) return;
      from.isMoved = true;
      moving.onMove(id, wayOf(event, from.at));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const from = begun.current;
      begun.current = null;
      if (from?.isMoved === true) moving.onEnd(id, wayOf(event, from.at));
    },
    onPointerCancel: () => {
      if (begun.current?.isMoved === true) moving.onEnd(id, null);
      begun.current = null;
    },
    onKeyDown: (event: KeyboardEvent) => {
      const key = pressedKey(event);
      const by = key === null ? undefined : ARROWS[key];
      if (by === undefined || event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      moving.onStep(id, by);
    },
  };
}
