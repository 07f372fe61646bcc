import type { ReactFlowState } from "@xyflow/react";

/** True once the canvas has a size and can be moved: a selector for the store of React Flow. */
export function isCanvasReady({ width, height, panZoom }: ReactFlowState): boolean {
  return width > 0 && height > 0 && panZoom !== null;
}
