import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useMemo } from "react";
import type { Box } from "../layout/frame-boxes.ts";
import { coversOf } from "./covers-of.ts";
import { wayIntoView } from "./way-into-view.ts";

const MOVE_MS = 200;

/** Whether a box of the canvas is seen, and how it comes into view. The functions stay the same. */
export function useIntoView() {
  const flow = useReactFlow();
  const canvas = useStoreApi();
  return useMemo(() => {
    const onScreen = ({ x, y, width, height }: Box): Box => {
      const [left, top, zoom] = canvas.getState().transform;
      return { x: x * zoom + left, y: y * zoom + top, width: width * zoom, height: height * zoom };
    };
    return {
      /** Whether no part of it is beyond a side of the canvas. */
      isInside: (box: Box): boolean => {
        const { width, height } = canvas.getState();
        const way = wayIntoView(onScreen(box), { width, height }, []);
        return way.x === 0 && way.y === 0;
      },
      /** The view moves no further than it must to show all of it, under none of what lies over the canvas. */
      bringIntoView: (box: Box): void => {
        const { width, height, transform, domNode } = canvas.getState();
        const [left, top, zoom] = transform;
        const way = wayIntoView(onScreen(box), { width, height }, coversOf(domNode));
        if (way.x !== 0 || way.y !== 0)
          void flow.setViewport({ x: left + way.x, y: top + way.y, zoom }, { duration: MOVE_MS });
      },
    };
  }, [flow, canvas]);
}
